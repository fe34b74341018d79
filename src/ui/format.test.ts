import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatLoss,
  formatNumber,
  formatScore,
  formatShare,
  plural,
} from './format';

describe('numbers', () => {
  it('counts with a separator and its noun', () => {
    expect(formatCount(1_928_000)).toBe('1,928,000');
    expect(plural(1, 'image')).toBe('1 image');
    expect(plural(0, 'class', 'classes')).toBe('0 classes');
  });

  it('gives scores two digits and undefined scores a dash', () => {
    expect(formatScore(0.8734291)).toBe('0.87');
    expect(formatScore(null)).toBe('–');
  });

  it.each([
    [0.41237, '0.412'],
    [12.345, '12.3'],
    [0.000_004_12, '4.1e-6'],
    [0, '0.00'],
    [12_345.6, '12,346'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('writes the loss %s as %s', (loss, text) => expect(formatLoss(loss)).toBe(text));

  it('never calls a little nothing', () => {
    expect(formatShare(0.001)).toBe('<1 %');
    expect(formatShare(0)).toBe('0 %');
    expect(formatShare(0.216)).toBe('22 %');
    expect(formatShare(0.999)).toBe('>99 %');
    expect(formatShare(1)).toBe('100 %');
  });

  it('writes bytes in the unit that keeps them short', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1536)).toBe('1.5 KB');
    expect(formatBytes(124 * 1024 * 1024)).toBe('124 MB');
  });
});

describe('times', () => {
  it.each([
    [0.84, '0.8 ms'],
    [38.4, '38 ms'],
    [1234, '1.2 s'],
    [59_990, '1 min'],
    [125_000, '2 min 5 s'],
    [3_840_000, '1 h 4 min'],
  ])('writes %s ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('has no seconds or minutes beyond 59', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 400_000_000 }), (ms) => {
        expect(formatDuration(ms)).not.toMatch(/\b(60|[6-9]\d) (s|min)\b/);
      }),
    );
  });
});

describe('formatAgo', () => {
  it.each([
    [0, 'just now'],
    [-5000, 'just now'],
    [47_000, '40 s ago'],
    [200_000, '3 min ago'],
    [5 * 3_600_000, '5 h ago'],
    [24 * 3_600_000, '1 day ago'],
    [3 * 24 * 3_600_000, '3 days ago'],
  ])('%d ms before is %s', (ms, text) => expect(formatAgo(1e12 - ms, 1e12)).toBe(text));

  it('is a date after a week', () => {
    const noon = Date.UTC(2026, 2, 12, 12);
    expect(formatAgo(noon, noon + 9 * 86_400_000)).toBe('Mar 12, 2026');
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.65, '0.65'],
    [12.345, '12.3'],
    [999.6, '1000'],
    [36_863, '36,863'],
    [-1500.2, '-1,500'],
    [1.23e-7, '1.2e-7'],
    [3.4e38, '3.4e+38'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));
});
