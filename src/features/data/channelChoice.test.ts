import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenChannels, raiseChannel, toggleChannel } from './channelChoice';

describe('channels', () => {
  it('are left out and taken in again at the end; null stands for all in order', () => {
    expect(toggleChannel(null, 1, 4)).toEqual([0, 2, 3]);
    expect(toggleChannel([0, 2, 3], 1, 4)).toEqual([0, 2, 3, 1]);
    expect(toggleChannel([0, 1], 2, 3)).toBeNull();
    expect(raiseChannel([0, 2, 1], 1, 3)).toBeNull();
    expect(raiseChannel(null, 2, 3)).toEqual([0, 2, 1]);
    expect(raiseChannel(null, 0, 3)).toBeNull();
  });

  it('are never none, never twice and never beyond the file, whatever is clicked', () => {
    const clicks = fc.array(fc.tuple(fc.constantFrom('toggle', 'raise'), fc.nat(3)), { maxLength: 30 });
    fc.assert(
      fc.property(clicks, (list) => {
        let choice: readonly number[] | null = null;
        for (const [what, channel] of list) {
          choice = (what === 'toggle' ? toggleChannel : raiseChannel)(choice, channel, 4);
          const chosen = chosenChannels(choice, 4);
          expect(chosen.length).toBeGreaterThan(0);
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(chosen.every((one) => one >= 0 && one < 4)).toBe(true);
        }
      }),
    );
  });
});
