import { describe, expect, it } from 'vitest';
import { percentileWindow, windowed } from './window';

describe('percentileWindow', () => {
  it('finds the percentiles and leaves out what is not finite', () => {
    const data = Array.from({ length: 1001 }, (_, i) => (i * 8) % 1001);
    expect(percentileWindow(data, 0, 100)).toEqual({ low: 0, high: 1000 });
    expect(percentileWindow([...data, Number.NaN], 10, 90)).toEqual({ low: 100, high: 900 });
    expect(percentileWindow([Number.NaN], 0, 100)).toEqual({ low: 0, high: 0 });
  });

  it('maps its ends to black and white', () => {
    expect([windowed(10, { low: 10, high: 30 }), windowed(30, { low: 10, high: 30 })]).toEqual([0, 255]);
    expect(windowed(5, { low: 5, high: 5 })).toBe(128);
  });
});
