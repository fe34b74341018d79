import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasKey, keyText, shownKeys } from './patchKeys';

const key = fc.record({ seed: fc.nat(2), step: fc.constant(0), index: fc.nat(15) });
const pins = fc.uniqueArray(key, { maxLength: 20, selector: keyText });

it('shows every pin first, each patch once, and always some of the run itself', () => {
  fc.assert(
    fc.property(pins, fc.nat(2), (pinned, seed) => {
      const keys = shownKeys(pinned, seed);
      expect(keys.slice(0, pinned.length)).toEqual(pinned);
      expect(new Set(keys.map(keyText)).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThanOrEqual(12);
      const fresh = keys.slice(pinned.length);
      expect(fresh.length).toBeGreaterThanOrEqual(4);
      for (const one of fresh) {
        expect(one).toMatchObject({ seed, step: 0 });
        expect(hasKey(pinned, one)).toBe(false);
      }
    }),
  );
});
