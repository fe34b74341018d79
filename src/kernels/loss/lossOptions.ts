/**
 * The training loss over a batch: ce Σ w·(-log p_label) / Σ w + dice (1 - mean over classes of D), with the soft
 * Dice D = (2 Σ p t + s) / (Σ p + Σ t + s) of each class over the pixels of weight above 0, unweighted. A class
 * that occurs nowhere and is predicted nowhere has D = 1. Shared by the kernels of this folder.
 */
import { f32Literal } from '../wgsl/f32Literal';
import { channelGroups } from '../wgsl/source';

export interface LossOptions {
  readonly batch: number;
  /** Of the logits, px. */
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  /** Factor of the cross-entropy, at least 0. */
  readonly crossEntropy: number;
  /** Factor of the Dice loss, at least 0; with 0 its sums are not made. */
  readonly dice: number;
  /** s above, see DICE_SMOOTHING. */
  readonly smoothing: number;
}

/** nnU-Net's: small against one pixel, so it matters only where a class occurs nowhere. */
export const DICE_SMOOTHING = 1e-5;

export function pixelCount({ batch, height, width }: LossOptions): number {
  return batch * height * width;
}

/** Bytes of the labels: class indices [N,H,W], one byte each, four to a word, lowest byte first. */
export function labelBytes(options: LossOptions): number {
  return Math.ceil(pixelCount(options) / 4) * 4;
}

/** vec4s of `sums`: (Σ w·ce, 0, 0, 0), then with Dice Σ p t, Σ p, Σ t of all class groups, in this order. */
export function sumRows(options: LossOptions): number {
  return options.dice === 0 ? 1 : 1 + 3 * channelGroups(options.classes);
}

export function sumBytes(options: LossOptions): number {
  return sumRows(options) * 16;
}

/** WGSL: `labelOf(pixel)`, and `oneHot(label, group)`, the one-hot vector of a label's share in a group. */
export const LABEL_WGSL = /* wgsl */ `
fn labelOf(pixel: u32) -> u32 { return (labels[pixel / 4u] >> (8u * (pixel % 4u))) & 255u; }
fn oneHot(label: u32, group: u32) -> vec4f {
  return vec4f(vec4u(label) == vec4u(group * 4u) + vec4u(0, 1, 2, 3));
}`;

/** WGSL: `diceParts(group)` from the binding `sums`: D, and 1 / (Σ p + Σ t + s). */
export function declareDice({ classes, smoothing }: LossOptions): string {
  const groups = channelGroups(classes);
  const s = f32Literal(smoothing);
  return /* wgsl */ `
struct Dice { value: vec4f, inverse: vec4f }
fn diceParts(group: u32) -> Dice {
  let inverse = 1f / (sums[1u + ${groups}u + group] + sums[1u + ${2 * groups}u + group] + ${s});
  return Dice((2f * sums[1u + group] + ${s}) * inverse, inverse);
}`;
}
