import { describe, expect, it } from 'vitest';
import type { Patch } from '../../domain/augment';
import { patchLabelsToRgba, patchToRgba, windowOf } from './patchToRgba';

const patch = (change: Partial<Patch>): Patch => ({
  inputSize: 2,
  outputSize: 2,
  channels: 1,
  image: new Float32Array([-1, 0, 0, 1]),
  labels: new Uint8Array([0, 1, 1, 0]),
  weights: new Float32Array([1, 1, 0, 1]),
  imageId: 'a',
  ...change,
});

describe('patchToRgba', () => {
  it('maps the window to black and white and clips outside it', () => {
    const rgba = patchToRgba(patch({ image: new Float32Array([-1, 0, 1, 9]) }), { low: -1, high: 1 });
    expect([rgba[0], rgba[4], rgba[8], rgba[12]]).toEqual([0, 128, 255, 255]);
    expect(rgba[3]).toBe(255);
  });

  it('shows two channels as red and green', () => {
    const image = new Float32Array([1, 0, 0, 1, 0, 0, 1, 1]);
    const rgba = patchToRgba(patch({ channels: 2, image }), { low: 0, high: 1 });
    expect([...rgba.slice(0, 8)]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
  });

  it('has a window for a constant patch', () => {
    const { low, high } = windowOf(patch({ image: new Float32Array(4).fill(3) }));
    expect([low, high]).toEqual([2, 4]);
  });
});

describe('patchLabelsToRgba', () => {
  it('colours labelled pixels of shown classes only', () => {
    const rgba = patchLabelsToRgba(patch({}), ['#000000', '#ff8000'], new Set([0]));
    expect([...rgba]).toEqual([0, 0, 0, 0, 255, 128, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('centres a smaller output in the input', () => {
    const small = patch({
      inputSize: 4,
      image: new Float32Array(16),
      labels: new Uint8Array(4).fill(1),
      weights: new Float32Array(4).fill(1),
    });
    const rgba = patchLabelsToRgba(small, ['#000000', '#0000ff'], new Set());
    const painted = [...Array(16).keys()].filter((i) => rgba[i * 4 + 3] === 255);
    expect(painted).toEqual([5, 6, 9, 10]);
  });
});
