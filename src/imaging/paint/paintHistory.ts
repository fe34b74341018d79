/** The steps of one map, to take back and to do again, within a bound in bytes. Used by Painter. */
import type { PaintMap, PaintRect, Unpainted } from './paintMap';
import { applyStep, type PaintStep } from './paintStep';

/** What a map is besides its pixels. */
export interface PaintMark {
  /** Which of the states it had it is in. */
  readonly state: number;
  readonly unpainted: Unpainted;
}

/** A step, and the mark that it leads to. */
interface StepTo {
  readonly step: PaintStep;
  readonly to: PaintMark;
}

export class PaintHistory {
  private done: StepTo[] = [];
  private undone: StepTo[] = [];
  /** Of all steps that are kept, taken back or not. */
  bytes = 0;

  constructor(private readonly most: number) {}

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** `step` leads back to `before`. What was taken back is then gone, and the oldest beyond the bound, but not this one. */
  push(step: PaintStep, before: PaintMark): void {
    for (const gone of this.undone) this.bytes -= gone.step.bytes;
    this.undone = [];
    this.done.push({ step, to: before });
    this.bytes += step.bytes;
    while (this.bytes > this.most && this.done.length > 1) {
      this.bytes -= this.done.shift()?.step.bytes ?? 0;
    }
  }

  /** The mark that the map then has, and where pixels changed; null where there is nothing to move to. */
  move(
    way: 'undo' | 'redo',
    map: PaintMap,
    now: PaintMark,
  ): { readonly mark: PaintMark; readonly rect: PaintRect } | null {
    const [from, to] = way === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const next = from.pop();
    if (next === undefined) return null;
    const back = applyStep(map, next.step);
    to.push({ step: back, to: now });
    this.bytes += back.bytes - next.step.bytes;
    const whole = { x: 0, y: 0, width: map.width, height: map.height };
    return { mark: next.to, rect: next.step.rect ?? whole };
  }
}
