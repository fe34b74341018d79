import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { buildGraph } from './buildGraph';
import { multiplyAdds } from './multiplyAdds';

const spec = (parts: Partial<UNetSpec>): UNetSpec => ({
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 2,
  padding: 'same',
  inputChannels: 1,
  classes: 3,
  ...parts,
});

describe('multiplyAdds', () => {
  it('counts a network by hand', () => {
    const encoder = 64 * 9 * (1 * 2 + 2 * 2);
    const bottleneck = 16 * 9 * (2 * 4 + 4 * 4);
    const decoder = 64 * 4 * 2 + 64 * 9 * (4 * 2 + 2 * 2);
    expect(multiplyAdds(buildGraph(spec({})), 8)).toBe(encoder + bottleneck + decoder + 64 * 2 * 3);
  });

  it('counts only what valid convolutions put out', () => {
    // 20 -> 18 -> 16 -> 8 -> 6 -> 4 -> 8 -> 6 -> 4
    const encoder = 9 * (18 ** 2 * 2 + 16 ** 2 * 4);
    const bottleneck = 9 * (6 ** 2 * 8 + 4 ** 2 * 16);
    const decoder = 8 ** 2 * 8 + 9 * (6 ** 2 * 8 + 4 ** 2 * 4);
    expect(multiplyAdds(buildGraph(spec({ padding: 'valid' })), 20)).toBe(
      encoder + bottleneck + decoder + 4 ** 2 * 6,
    );
  });
});
