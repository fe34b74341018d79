import { describe, expect, it } from 'vitest';
import { viridis } from '../../common/viridis';
import type { Patch } from '../../domain/augment';
import type { AugmentLayer } from '../../state/augmentSlice';
import { patchPixels } from './patchPixels';

const patch: Patch = {
  inputSize: 4,
  outputSize: 4,
  channels: 1,
  image: new Float32Array(16).fill(1),
  labels: new Uint8Array(16).fill(1),
  weights: new Float32Array(16).fill(5).fill(0, 15),
  imageId: 'a',
};

function pixels(of: Partial<Patch>, ...layers: AugmentLayer[]) {
  const rgba = patchPixels(
    { ...patch, ...of },
    {
      window: { low: 0, high: 1 },
      layers: new Set(layers),
      colors: ['#000000', '#ff0000'],
      hidden: new Set([0]),
      opacity: 0.5,
      maxWeight: 20,
    },
  );
  return (i: number) => [...rgba.slice(4 * i, 4 * i + 4)];
}

describe('patchPixels', () => {
  it('is the image alone, or under half-transparent labels', () => {
    expect(pixels({}, 'image')(0)).toEqual([255, 255, 255, 255]);
    expect(pixels({}, 'image', 'labels')(0)).toEqual([255, 128, 128, 255]);
  });

  it('shows labels in their own colours on grey where the image is off', () => {
    expect(pixels({}, 'labels')(0)).toEqual([255, 0, 0, 255]);
    expect(pixels({ labels: new Uint8Array(16) }, 'labels')(0)).toEqual([40, 40, 40, 255]);
  });

  it('shows weights as heat, and nothing where they are 0', () => {
    const [red, green, blue] = pixels({}, 'weights')(0);
    const wanted = viridis(Math.sqrt(5 / 20));
    expect(Math.abs((red ?? 0) - wanted[0])).toBeLessThanOrEqual(2);
    expect(Math.abs((green ?? 0) - wanted[1])).toBeLessThanOrEqual(2);
    expect(Math.abs((blue ?? 0) - wanted[2])).toBeLessThanOrEqual(2);
    expect(pixels({}, 'weights')(15)).toEqual([40, 40, 40, 255]);
  });

  it('places the weights of a smaller output in the middle', () => {
    const small = { outputSize: 2, labels: new Uint8Array(4), weights: new Float32Array(4).fill(20) };
    const at = pixels(small, 'weights');
    const heated = [...Array(16).keys()].filter((i) => at(i)[0] !== 40);
    expect(heated).toEqual([5, 6, 9, 10]);
  });

  it('outlines labels over weights', () => {
    const labels = new Uint8Array(16).fill(1, 0, 8);
    const weights = new Float32Array(16).fill(5);
    const at = pixels({ labels, weights }, 'weights', 'labels');
    const outlined = [...Array(16).keys()].filter((i) => at(i).join() === '255,0,0,255');
    expect(outlined).toEqual([4, 5, 6, 7]);
  });
});
