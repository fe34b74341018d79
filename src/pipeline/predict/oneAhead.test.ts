import { expect, test } from 'vitest';
import { oneAhead } from './oneAhead';

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test('gives every result in order, the next one prepared and begun while one is worked on', async () => {
  const log: string[] = [];
  let running = 0;
  const prepare = async (item: number) => {
    log.push(`prepare ${item}`);
    return item * 10;
  };
  const work = async (value: number) => {
    running++;
    log.push(`work ${value}, ${running} running`);
    // The first ends last.
    for (let wait = 0; wait < 5 - value / 10; wait++) await later();
    running--;
    return value + 1;
  };
  const found: (readonly [number, number])[] = [];
  for await (const pair of oneAhead([1, 2, 3], prepare, work)) {
    found.push(pair);
    log.push(`use ${pair[0]}`);
  }
  expect(found).toEqual([
    [1, 11],
    [2, 21],
    [3, 31],
  ]);
  expect(log.indexOf('work 20, 2 running')).toBeLessThan(log.indexOf('use 1'));
  expect(log.filter((line) => line.startsWith('work')).every((line) => /[12] running$/.test(line))).toBe(
    true,
  );
});

test.each([
  ['work', 1],
  ['work', 2],
  ['prepare', 2],
])('throws what %s throws at item %i, once nothing is under way', async (where, bad) => {
  let running = 0;
  const fail = (name: string, item: number) => {
    if (name === where && item === bad) throw new Error(`${name} ${item}`);
  };
  const prepare = async (item: number) => {
    fail('prepare', item);
    return item;
  };
  const work = async (item: number) => {
    running++;
    await later();
    running--;
    fail('work', item);
    return item;
  };
  const use = async () => {
    for await (const _ of oneAhead([1, 2, 3], prepare, work)) await later();
  };
  await expect(use()).rejects.toThrow(`${where} ${bad}`);
  expect(running).toBe(0);
});

test('leaves nothing under way for who stops early', async () => {
  let running = 0;
  const work = async (item: number) => {
    running++;
    await later();
    running--;
    return item;
  };
  for await (const [item] of oneAhead([1, 2, 3], async (item) => item, work)) if (item === 1) break;
  expect(running).toBe(0);
});
