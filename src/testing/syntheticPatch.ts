/** A patch that a network can learn: bright squares on a dark, slightly noisy ground. */
import { rngStream } from '../common/rng';
import type { Patch } from '../domain/augment';
import type { UNetSpec } from '../domain/network';
import { type TileGeometry, tileGeometry } from '../network/tileGeometry';

/** Class 1 is where the image is above 0; deterministic in (seed, index). */
export function syntheticPatch(spec: UNetSpec, wantedInput: number, index: number, seed = 1): Patch {
  const geometry = tileGeometry(spec, wantedInput);
  const { inputSize, outputSize } = geometry;
  const rng = rngStream(seed, 'test', 0, index);
  const shift = rng.below(8);
  const bright = (x: number, y: number) => ((x + shift) >> 2) % 2 === 0 && (y >> 2) % 2 === 0;
  const image = new Float32Array(inputSize * inputSize * spec.inputChannels);
  fill(inputSize, (x, y, at) => {
    const value = (bright(x, y) ? 1 : -1) + 0.1 * rng.normal();
    image.fill(value, at * spec.inputChannels, (at + 1) * spec.inputChannels);
  });
  const labels = new Uint8Array(outputSize * outputSize);
  const rim = rimOf(geometry);
  fill(outputSize, (x, y, at) => {
    labels[at] = bright(x + rim, y + rim) ? 1 : 0;
  });
  const weights = new Float32Array(labels.length).fill(1);
  return {
    inputSize,
    outputSize,
    channels: spec.inputChannels,
    image,
    labels,
    weights,
    imageId: `synthetic-${index}`,
  };
}

function rimOf({ inputSize, outputSize }: TileGeometry): number {
  return (inputSize - outputSize) / 2;
}

function fill(side: number, set: (x: number, y: number, at: number) => void): void {
  for (let at = 0; at < side * side; at++) set(at % side, Math.floor(at / side), at);
}
