/**
 * Draws on a PaintMap and remembers how to take it back: strokes, areas, whole objects. Knows no pointer and no colours.
 * One for each image that is being drawn on; the page's state has them.
 */
import { assert } from '../../common/assert';
import { type BrushLine, capsuleRows } from './capsuleRows';
import { floodRows } from './floodRows';
import { joinRects, type PaintMap, type PaintRect, type RowVisitor } from './paintMap';
import { applyStep, type PaintStep, StepRecorder, stepRect } from './paintStep';

/** What becomes of a pixel. */
export type Ink =
  /** `instance` is the object's number, 0 for none. */
  | { readonly kind: 'class'; readonly classIndex: number; readonly instance: number }
  /** It counts nowhere. */
  | { readonly kind: 'ignore' }
  /** It stays, and is said to be right. */
  | { readonly kind: 'accept' };

/** Background that is no object's: what the eraser leaves. */
export const ERASED: Ink = { kind: 'class', classIndex: 0, instance: 0 };

/** Bytes that the steps of one map may take; the oldest leave beyond it. Some hundreds of strokes take a few MiB. */
const HISTORY_BYTES = 64 * 2 ** 20;

/** A step, and the state that it leads to. */
interface StepTo {
  readonly step: PaintStep;
  readonly leadsTo: number;
}

export class Painter {
  private recorder: StepRecorder | null = null;
  private done: StepTo[] = [];
  private undone: StepTo[] = [];
  private lastState = 0;
  /** Which of the states it had the map is in: 0 as it began; the same number is the same pixels. */
  state = 0;
  private lastId: number;

  constructor(
    readonly map: PaintMap,
    private readonly historyBytes = HISTORY_BYTES,
  ) {
    this.lastId = map.instances.reduce((most, id) => Math.max(most, id), 0);
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Whether a step has begun and not ended. */
  get isDrawing(): boolean {
    return this.recorder !== null;
  }

  /** Of all steps that are kept, taken back or not. */
  get bytes(): number {
    return [...this.done, ...this.undone].reduce((sum, { step }) => sum + step.bytes, 0);
  }

  /** A number that no object has. */
  newInstance(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** Everything up to `end` is one step. */
  begin(): void {
    assert(this.recorder === null, 'a step ends before the next begins');
    this.recorder = new StepRecorder(this.map);
  }

  /** Whether anything was painted since `begin`; what was taken back before is then gone. */
  end(): boolean {
    const step = this.recorder?.step() ?? null;
    this.recorder = null;
    if (step === null) return false;
    this.done.push({ step, leadsTo: this.state });
    this.lastState += 1;
    this.state = this.lastState;
    this.undone = [];
    while (this.bytes > this.historyBytes && this.done.length > 1) this.done.shift();
    return true;
  }

  /** As if `begin` had not been called; what is to be drawn again. */
  cancel(): PaintRect | null {
    const step = this.recorder?.step() ?? null;
    this.recorder = null;
    if (step === null) return null;
    applyStep(this.map, step);
    return stepRect(step);
  }

  /** A part of a stroke; the rectangle that is to be drawn again, null where nothing of it is on the image. */
  stroke(line: BrushLine, ink: Ink): PaintRect | null {
    return this.painted((visit) => capsuleRows(line, this.map, visit), ink);
  }

  /** The area of one class, and one object, around a pixel. */
  fill(x: number, y: number, ink: Ink): PaintRect | null {
    if (!this.holds(x, y)) return null;
    const { width, classes, ignore, instances } = this.map;
    const at = y * width + x;
    const [ofClass, ignored, ofObject] = [classes[at], ignore[at], instances[at]];
    const belongs = (place: number) =>
      classes[place] === ofClass && ignore[place] === ignored && instances[place] === ofObject;
    return this.painted((visit) => floodRows(this.map, x, y, belongs, false, visit), ink);
  }

  /** The object at a pixel: all that hangs together and has its number, or its class where it has none. */
  object(x: number, y: number, ink: Ink): PaintRect | null {
    if (!this.holds(x, y) || !this.isObject(x, y)) return null;
    const { width, classes, ignore, instances } = this.map;
    const at = y * width + x;
    const [ofClass, ofObject] = [classes[at], instances[at] ?? 0];
    const belongs = (place: number) =>
      ignore[place] === 0 && classes[place] === ofClass && instances[place] === ofObject;
    return this.painted((visit) => floodRows(this.map, x, y, belongs, true, visit), ink);
  }

  /** Every object: all pixels of a class but 0. */
  allObjects(ink: Ink): PaintRect | null {
    const { width, height, classes } = this.map;
    const rows = (visit: RowVisitor) => {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (classes[y * width + x] === 0) continue;
          const from = x;
          while (x + 1 < width && classes[y * width + x + 1] !== 0) x += 1;
          visit(y, from, x);
        }
      }
    };
    return this.painted(rows, ink);
  }

  /** Makes the map that of `planes`, of the same size, in one step of its own. */
  replace(planes: PaintMap): void {
    const { width, height } = this.map;
    assert(planes.width === width && planes.height === height, 'the size stays');
    this.begin();
    for (let y = 0; y < height; y++) this.recorder?.before(y, 0, width - 1);
    this.map.classes.set(planes.classes);
    this.map.ignore.set(planes.ignore);
    this.map.instances.set(planes.instances);
    this.map.touched.set(planes.touched);
    this.lastId = planes.instances.reduce((most, id) => Math.max(most, id), this.lastId);
    this.end();
  }

  /** Whether there is an object at this pixel. */
  isObject(x: number, y: number): boolean {
    return this.holds(x, y) && this.map.classes[y * this.map.width + x] !== 0;
  }

  /** The rectangle to be drawn again; null where there is nothing to take back. */
  undo(): PaintRect | null {
    return this.move(this.done, this.undone);
  }

  redo(): PaintRect | null {
    return this.move(this.undone, this.done);
  }

  private move(from: StepTo[], to: StepTo[]): PaintRect | null {
    assert(this.recorder === null, 'a step ends before it is taken back');
    const next = from.pop();
    if (next === undefined) return null;
    to.push({ step: applyStep(this.map, next.step), leadsTo: this.state });
    this.state = next.leadsTo;
    return stepRect(next.step);
  }

  private holds(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.map.width && y < this.map.height;
  }

  /** Spans are kept before the first of them changes: what belongs to an area must not change while it is sought. */
  private painted(rows: (visit: RowVisitor) => void, ink: Ink): PaintRect | null {
    const { recorder, map } = this;
    assert(recorder !== null, 'a step has begun');
    const spans: number[] = [];
    rows((y, from, to) => spans.push(y, from, to));
    let rect: PaintRect | null = null;
    for (let at = 0; at < spans.length; at += 3) {
      const [y, from, to] = [spans[at] ?? 0, spans[at + 1] ?? 0, spans[at + 2] ?? 0];
      recorder.before(y, from, to);
      layInk(map, y * map.width + from, y * map.width + to + 1, ink);
      rect = joinRects(rect, { x: from, y, width: to + 1 - from, height: 1 });
    }
    return rect;
  }
}

function layInk({ classes, ignore, instances, touched }: PaintMap, from: number, to: number, ink: Ink): void {
  touched.fill(1, from, to);
  if (ink.kind === 'accept') return;
  const isIgnored = ink.kind === 'ignore';
  ignore.fill(isIgnored ? 1 : 0, from, to);
  classes.fill(isIgnored ? 0 : ink.classIndex, from, to);
  instances.fill(isIgnored ? 0 : ink.instance, from, to);
}
