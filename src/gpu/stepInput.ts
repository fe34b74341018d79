/** Patches laid out as the compiled plan reads them, in arrays made once. Pure but for these arrays. */
import { assert } from '../common/assert';
import type { Patch } from '../domain/augment';
import { paddedChannels } from '../kernels/program';
import { padChannels } from './padChannels';

export interface StepShape {
  /** Patches uploaded at a time. */
  readonly batch: number;
  /** px */
  readonly inputSize: number;
  readonly outputSize: number;
  readonly channels: number;
}

export class StepInput {
  /** [N,inputSize,inputSize,C']; the pads are zero. */
  readonly images: Float32Array<ArrayBuffer>;
  /** [N,outputSize,outputSize] class indices, filled up to a multiple of 4 bytes. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [N,outputSize,outputSize] */
  readonly weights: Float32Array<ArrayBuffer>;

  constructor(private readonly shape: StepShape) {
    const { batch, inputSize, outputSize, channels } = shape;
    const pixels = batch * outputSize ** 2;
    this.images = new Float32Array(batch * inputSize ** 2 * paddedChannels(channels));
    this.labels = new Uint8Array(Math.ceil(pixels / 4) * 4);
    this.weights = new Float32Array(pixels);
  }

  /** Takes over the patches, as many as the shape's batch. */
  fill(patches: readonly Patch[]): void {
    assert(patches.length === this.shape.batch, `${patches.length} patches for ${this.shape.batch}`);
    for (const [index, patch] of patches.entries()) this.put(patch, index);
  }

  private put(patch: Patch, index: number): void {
    const { inputSize, outputSize, channels } = this.shape;
    const alike =
      patch.inputSize === inputSize && patch.outputSize === outputSize && patch.channels === channels;
    assert(alike, `a patch of ${patch.inputSize} px and ${patch.channels} channels in a plan for others`);
    padChannels(patch.image, channels, this.images, (index * this.images.length) / this.shape.batch);
    this.labels.set(patch.labels, index * outputSize ** 2);
    this.weights.set(patch.weights, index * outputSize ** 2);
  }
}

/** 1 / Σw over all patches of a step, 0 where every pixel is ignored. Summed in float64, in order. */
export function inverseWeight(patches: readonly Patch[]): number {
  let total = 0;
  for (const { weights } of patches) for (const weight of weights) total += weight;
  return total === 0 ? 0 : 1 / total;
}
