import { describe, expect, test } from 'vitest';
import { gaussianBlur } from '../../imaging/gaussianBlur';
import { lowerResolution } from '../../imaging/lowerResolution';
import { STILL } from '../../testing/stillTransform';
import { jitterColor } from './colorJitter';
import type { PatchTransform } from './drawTransform';
import { changeGamma } from './gamma';
import { changeIntensity } from './intensity';
import { type ValueCurve, valueCurveAt } from './valueCurve';

const SIZE = 12;
const KEY = { seed: 1, step: 0, index: 0 };
/** Each channel has a range of its own, wider than its values, as a patch's image has. */
const RANGES = [
  { min: -2, max: 3 },
  { min: -5, max: 5 },
  { min: -1, max: 9 },
];

const given = () => Float32Array.from({ length: SIZE * SIZE * 3 }, (_, i) => Math.sin(i * 1.7) + (i % 3) / 4);

function changed(transform: Partial<PatchTransform>): Float32Array {
  const data = given();
  changeIntensity({ data, size: SIZE, channels: 3, ranges: RANGES }, { ...STILL, ...transform }, KEY);
  return data;
}

/** The given image after `step` on each channel. */
function byHand(step: (image: Float32Array, c: number, scratch: Float32Array) => void): Float32Array {
  const data = given();
  for (let c = 0; c < 3; c++) step(data, c, new Float32Array(SIZE * SIZE));
  return data;
}

// What each step does to one channel is held to closed forms beside its own file; here, that it is done at all, with
// which number and to which channel.
describe('changeIntensity calls', () => {
  test('the blur with the deviation of each channel', () => {
    const blur = [0.5, 1.2, 2];
    const expected = byHand((image, c, room) => gaussianBlur(image, SIZE, 3, c, blur[c] ?? 0, room));
    expect(changed({ blur })).toEqual(expected);
    expect(expected).not.toEqual(given());
  });

  test('the lower resolution with the share of the pixels a side', () => {
    const small = [6, 3, 12];
    const expected = byHand((image, c, room) => {
      if (c < 2) lowerResolution(image, SIZE, 3, c, small[c] ?? 1, room);
    });
    expect(changed({ lowResolution: [0.5, 0.25, 1] })).toEqual(expected);
  });

  test('gamma, and on the negative where it is inverted, that one first', () => {
    const [gamma, gammaInverted] = [
      [0.7, 1.5, 1.2],
      [1.4, 0.8, 2],
    ];
    const once = (inverted: boolean) =>
      byHand((image, c) => changeGamma(image, 3, c, (inverted ? gammaInverted : gamma)?.[c] ?? 1, inverted));
    expect(changed({ gamma })).toEqual(once(false));
    expect(changed({ gammaInverted })).toEqual(once(true));
    const both = byHand((image, c) => {
      changeGamma(image, 3, c, gammaInverted?.[c] ?? 1, true);
      changeGamma(image, 3, c, gamma?.[c] ?? 1, false);
    });
    expect(changed({ gamma, gammaInverted })).toEqual(both);
  });

  test('the value curve over the range of the whole image, not of the patch', () => {
    const valueCurve: ValueCurve[] = [
      { black: -0.05, middle: 0.45, white: 1.05 },
      { black: 0.03, middle: 0.55, white: 0.97 },
      { black: 0, middle: 0.42, white: 1 },
    ];
    const before = given();
    changed({ valueCurve }).forEach((value, i) => {
      const { min, max } = RANGES[i % 3] ?? { min: 0, max: 1 };
      const curve = valueCurve[i % 3] ?? { black: 0, middle: 0.5, white: 1 };
      const expected = min + (max - min) * valueCurveAt(curve, ((before[i] ?? 0) - min) / (max - min));
      expect(value).toBeCloseTo(expected, 4);
    });
  });

  test('the colour jitter with its hue and saturation', () => {
    const expected = given();
    jitterColor(expected, 25, 1.3);
    expect(changed({ colorJitter: { hue: 25, saturation: 1.3 } })).toEqual(expected);
  });

  test('optics before electronics before exposure: neither blurs the noise, and gain multiplies it', () => {
    const noise = [0.3, 0.3, 0.3];
    const noiseOf = (transform: Partial<PatchTransform>) => {
      const without = changed(transform);
      return changed({ ...transform, noise }).map((value, i) => value - (without[i] ?? 0));
    };
    const plain = noiseOf({});
    noiseOf({ blur: [2, 2, 2], lowResolution: [0.3, 0.3, 0.3] }).forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] ?? Number.NaN, 5);
    });
    noiseOf({ gain: [2, 2, 2] }).forEach((value, i) => {
      expect(value).toBeCloseTo(2 * (plain[i] ?? Number.NaN), 5);
    });
  });
});
