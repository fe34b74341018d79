import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapAtOnce } from './mapAtOnce';

/** Resolves after so many turns of the microtask queue. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

it('keeps the order of the items, and no more of them under way than it may', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 9 })),
      fc.integer({ min: 1, max: 5 }),
      async (items, most) => {
        let under = 0;
        const results = await mapAtOnce(items, most, async (item) => {
          under++;
          expect(under).toBeLessThanOrEqual(most);
          await turns(item);
          under--;
          return 2 * item;
        });
        expect(results).toEqual(items.map((item) => 2 * item));
      },
    ),
  );
});

it('begins none after a failure, and rejects only when all under way have ended', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await turns(item === 1 ? 1 : 20);
    if (item === 1) throw new Error('the second');
    ended.push(item);
  };
  await expect(mapAtOnce([0, 1, 2, 3, 4, 5], 3, work)).rejects.toThrow('the second');
  expect(begun).toEqual([0, 1, 2]);
  expect(ended).toEqual([0, 2]);
});
