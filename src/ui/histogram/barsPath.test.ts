import { describe, expect, it } from 'vitest';
import { barsPath } from './barsPath';

describe('barsPath', () => {
  it('draws the largest bin to the top and none for an empty one, by each scale', () => {
    expect(barsPath([0, 1, 4], 100, 'plain')).toBe('M1 100v-25.00h1v25.00zM2 100v-100.00h1v100.00z');
    expect(barsPath([0, 1, 4], 100, 'root')).toBe('M1 100v-50.00h1v50.00zM2 100v-100.00h1v100.00z');
    expect(barsPath([0, 1, 3], 100, 'log')).toBe('M1 100v-50.00h1v50.00zM2 100v-100.00h1v100.00z');
  });

  it('leaves bins out without making the others taller', () => {
    expect(barsPath([4, 1], 100, 'plain', 1)).toBe('M1 100v-25.00h1v25.00z');
    expect(barsPath([], 100, 'root')).toBe('');
  });
});
