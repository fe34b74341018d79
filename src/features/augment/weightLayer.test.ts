import { expect, it } from 'vitest';
import { hexToRgb } from '../../common/hexToRgb';
import type { WeightView } from '../../domain/weights';
import { heatWord } from '../../ui/heat/heatScale';
import { GAP_COLOR, weightLayer, weightMapRange } from './weightLayer';

const view = (change: Partial<WeightView> = {}): WeightView => ({
  width: 2,
  height: 1,
  weights: new Float32Array([0, 3]),
  gaps: [],
  gapsSentence: null,
  ...change,
});

it('brings the weights to the size of the picture, clear where they are 0', () => {
  const words = new Uint32Array(
    weightLayer(view(), { width: 4, height: 2 }, { width: 4, height: 2 }, 5).buffer,
  );
  const hot = heatWord(3, 5);
  expect([...words]).toEqual([0, 0, hot, hot, 0, 0, hot, hot]);
  expect(weightMapRange(view())).toBe(5);
});

it('rings a gap at its place in the source, whatever the size of the picture', () => {
  const size = { width: 40, height: 40 };
  const gaps = [{ x: 40, y: 20, width: 0.5 }];
  const rgba = weightLayer(view({ gaps }), size, { width: 80, height: 80 }, 5);
  const marked = [...Array(1600).keys()].filter((i) =>
    hexToRgb(GAP_COLOR).every((value, channel) => rgba[4 * i + channel] === value),
  );
  const mean = (of: (i: number) => number) => marked.reduce((sum, i) => sum + of(i), 0) / marked.length;
  expect(marked.length).toBeGreaterThan(16);
  expect(mean((i) => (i % 40) + 0.5)).toBeCloseTo(20.25, 0);
  expect(mean((i) => Math.floor(i / 40) + 0.5)).toBeCloseTo(10.25, 0);
});
