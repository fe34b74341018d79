import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickLabels } from '../../imaging/resize';
import { ResultOverview } from './resultOverview';

test('is every so many pixels of the whole, however it comes', () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 50 }),
      (width, height, rows, longest) => {
        const value = (at: number) => (at * 31) % 251;
        const labels = Uint8Array.from({ length: width * height }, (_, at) => value(at));
        const overview = new ResultOverview({ width, height }, 2, longest);
        for (let y = 0; y < height; y += rows) {
          const own = labels.slice(y * width, (y + rows) * width);
          const shares = Float32Array.from(own, (label) => label / 255);
          const probabilities = Float32Array.from([...shares, ...shares.map((share) => 1 - share)]);
          overview.take({ y, width, height: own.length / width, classes: 2, labels: own, probabilities });
        }
        expect(Math.max(overview.width, overview.height)).toBe(Math.min(longest, Math.max(width, height)));
        const picked = pickLabels(labels, { width, height }, overview);
        expect(overview.labels).toEqual(picked);
        const other = picked.map((label) => 255 - label);
        expect(overview.probabilities).toEqual(Uint8Array.from([...picked, ...other]));
      },
    ),
  );
});
