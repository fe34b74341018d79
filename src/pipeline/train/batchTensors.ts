/** Patches as the tensors of one step. */
import { assert, defined } from '../../common/assert';
import type { Patch } from '../../domain/augment';
import { tf } from '../../gpu/tf';

export interface BatchTensors {
  /** [N,inputSize,inputSize,C]. */
  readonly images: tf.Tensor4D;
  /** [N,outputSize,outputSize,1] class indices, float32. */
  readonly labels: tf.Tensor4D;
  /** [N,outputSize,outputSize,1]. */
  readonly weights: tf.Tensor4D;
}

/** The caller owns the tensors (or its tidy does). */
export function batchTensors(batch: readonly Patch[]): BatchTensors {
  const { inputSize, outputSize, channels } = defined(batch[0], 'first patch of the batch');
  for (const patch of batch) {
    const alike =
      patch.inputSize === inputSize && patch.outputSize === outputSize && patch.channels === channels;
    assert(alike, 'the patches of a batch differ in size');
  }
  const out: [number, number, number, number] = [batch.length, outputSize, outputSize, 1];
  return {
    images: tf.tensor4d(joined(batch.map(({ image }) => image)), [
      batch.length,
      inputSize,
      inputSize,
      channels,
    ]),
    labels: tf.tensor4d(joined(batch.map(({ labels }) => labels)), out),
    weights: tf.tensor4d(joined(batch.map(({ weights }) => weights)), out),
  };
}

function joined(parts: readonly (Float32Array | Uint8Array)[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
