/**
 * How a kernel reads one tensor [N,H,W,C'] as its input: which region, and what is computed on the load.
 * Used by convolutions and their gradients; padding zeros come after the load, so outside the region the
 * value is 0 whatever the activation.
 */
import { paddedChannels } from '../program';
import { type Activation, activate } from './activation';

export interface Source {
  /** Size of the stored tensor, px. */
  readonly height: number;
  readonly width: number;
  /** True channels; memory holds paddedChannels of them. */
  readonly channels: number;
  /** Where the region that is read begins in the stored tensor, px. */
  readonly cropY: number;
  readonly cropX: number;
  readonly onLoad: OnLoad;
}

export type OnLoad =
  | { readonly kind: 'none' }
  /** act(x * scale + shift), with a binding [N,C',2] of (scale, shift) pairs; both are 0 for pad channels. */
  | { readonly kind: 'normAct'; readonly activation: Activation };

/** A whole tensor, read as it is stored. */
export function wholeSource(height: number, width: number, channels: number): Source {
  return { height, width, channels, cropY: 0, cropX: 0, onLoad: { kind: 'none' } };
}

/** vec4s in one pixel of the stored tensor. */
export function channelGroups(channels: number): number {
  return paddedChannels(channels) / 4;
}

/** Bytes of a float32 tensor [batch, height, width, paddedChannels(channels)]. */
export function tensorBytes(batch: number, height: number, width: number, channels: number): number {
  return batch * height * width * paddedChannels(channels) * 4;
}

/** The binding with a source's scale and shift. */
export function scaleShiftName(source: string): string {
  return `${source}ScaleShift`;
}

/**
 * Statements that define `${as}Scale` and `${as}Shift` (vec4f) for batch `n` and channel group `group`; empty
 * where the source is read as stored.
 */
export function loadScaleShift(name: string, source: Source, n: string, group: string, as = name): string {
  if (source.onLoad.kind === 'none') return '';
  const pairs = scaleShiftName(name);
  return `
    let ${as}Pair = (${n} * ${channelGroups(source.channels)} + ${group}) * 2;
    let ${as}Low = ${pairs}[${as}Pair];
    let ${as}High = ${pairs}[${as}Pair + 1];
    let ${as}Scale = vec4f(${as}Low.xz, ${as}High.xz);
    let ${as}Shift = vec4f(${as}Low.yw, ${as}High.yw);`;
}

/** The function `${name}Load(index, scale, shift)` or `${name}Load(index)` that reads one vec4 of the source. */
export function declareLoad(name: string, source: Source): string {
  if (source.onLoad.kind === 'none') {
    return `fn ${name}Load(index: i32) -> vec4f { return ${name}[index]; }`;
  }
  return `
  fn ${name}Load(index: i32, scale: vec4f, shift: vec4f) -> vec4f {
    let x = ${name}[index] * scale + shift;
    return ${activate(source.onLoad.activation, 'x')};
  }`;
}

/** A call of the function above, in the scope of loadScaleShift with the same `as`. */
export function callLoad(name: string, source: Source, index: string, as = name): string {
  const norm = source.onLoad.kind === 'none' ? '' : `, ${as}Scale, ${as}Shift`;
  return `${name}Load(${index}${norm})`;
}
