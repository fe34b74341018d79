/**
 * What a dispatch takes on a device, from what other dispatches took there: exactly where its shape was timed, else
 * by the shapes most like it. Knows no plans that are not compiled: the caller brings dispatches. Pure.
 */
import { type KeyShape, keyShape } from '../../kernels/correlation/keyShape';
import { type TuningPoint, tuningPoint } from '../../kernels/correlation/tuning';
import type { KernelProgram } from '../../kernels/program';
import type { KernelTimes } from './tuningStore';

/** Under which ms a MiB of light kernels of a kind are kept, beside the times of shapes. */
export const LIGHT = 'ms a MiB';

/** The kind that stands for every light kernel whose own kind was never timed. */
export const ANY_LIGHT = 'light';

/** What another tile makes a shape less alike, in doublings of its channels: it may run at half the rate. */
const OTHER_TILE = 3;

/** ms of one dispatch. */
export type DispatchCost = (dispatch: { readonly program: KernelProgram }) => number;

interface Timed {
  readonly shape: KeyShape;
  readonly tile: string;
  /** Of the key's work, a ms. */
  readonly rate: number;
}

/** `tuned` are the tuner's times, `inPlans` those that plans were measured with; null where nothing was timed. */
export function dispatchCosts(tuned: KernelTimes, inPlans: KernelTimes): DispatchCost | null {
  const times = merged(tuned, inPlans);
  const timed = timedTiles(times);
  if (timed.length === 0) return null;
  return ({ program }) => {
    const point = tuningPoint(program);
    if (!point) return lightMs(program, inPlans);
    const known = Object.values(times.get(point.key) ?? {});
    return point.share * (known.length > 0 ? Math.min(...known) : alikeMs(point, timed));
  };
}

/** `pool backward` of `pool backward 16 @128x128`. */
export function lightKind({ label }: KernelProgram): string {
  return label.replace(/ \d.*$/, '');
}

export function touchedMiB({ bindings }: KernelProgram): number {
  return bindings.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
}

/** The tuner's time of a tile before any other, being the best of several. */
function merged(tuned: KernelTimes, inPlans: KernelTimes): Map<string, Readonly<Record<string, number>>> {
  const keys = new Set([...Object.keys(tuned), ...Object.keys(inPlans)]);
  return new Map([...keys].map((key) => [key, { ...inPlans[key], ...tuned[key] }]));
}

function timedTiles(times: ReadonlyMap<string, Readonly<Record<string, number>>>): Timed[] {
  return [...times].flatMap(([key, byTile]) => {
    const shape = keyShape(key);
    if (!shape) return [];
    const timed = Object.entries(byTile).filter(([, ms]) => ms > 0);
    return timed.map(([tile, ms]) => ({ shape, tile, rate: shape.work / ms }));
  });
}

function lightMs(program: KernelProgram, inPlans: KernelTimes): number {
  const rate = inPlans[lightKind(program)]?.[LIGHT] ?? inPlans[ANY_LIGHT]?.[LIGHT] ?? 0;
  return rate * touchedMiB(program);
}

/** By the rates of the same pass of the same op, or of any op where that was never timed, the likest counting most. */
function alikeMs({ key, tile }: Pick<TuningPoint, 'key' | 'tile'>, timed: readonly Timed[]): number {
  const shape = keyShape(key);
  if (!shape) return 0;
  const samePass = timed.filter((one) => one.shape.role === shape.role);
  const sameOp = samePass.filter((one) => one.shape.op === shape.op);
  const used = [sameOp, samePass, timed].find((some) => some.length > 0) ?? [];
  const weights = used.map(
    (one) => 1 / (0.1 + distance(one.shape, shape) + (one.tile === tile ? 0 : OTHER_TILE)) ** 2,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const logRate = used.reduce((sum, { rate }, i) => sum + (weights[i] ?? 0) * Math.log(rate), 0) / total;
  return shape.work / Math.exp(logRate);
}

/** In doublings. Channels decide how well a kernel keeps its registers busy; the number of pixels hardly does. */
function distance(a: KeyShape, b: KeyShape): number {
  const doublings = (x: number, y: number) => Math.abs(Math.log2(x / y));
  return doublings(a.inputs, b.inputs) + doublings(a.outputs, b.outputs) + doublings(a.pixels, b.pixels) / 4;
}
