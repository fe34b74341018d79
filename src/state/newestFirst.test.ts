import { expect, it } from 'vitest';
import { newestFirst } from './newestFirst';

/** What began, in order; `end` lets the oldest piece of work that is under way end. */
function desk(atOnce: number) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = newestFirst((key) => {
    begun.push(key);
    return new Promise((resolve) => ends.push(resolve));
  }, atOnce);
  const end = async () => {
    ends.shift()?.();
    await Promise.resolve();
  };
  return { ask, begun, end };
}

it('does a few at once, and what was asked for last before what waits longer', async () => {
  const { ask, begun, end } = desk(2);
  for (const key of ['a', 'b', 'c', 'd', 'e']) ask(key);
  expect(begun).toEqual(['a', 'b']);
  await end();
  expect(begun).toEqual(['a', 'b', 'e']);
  await end();
  await end();
  await end();
  expect(begun).toEqual(['a', 'b', 'e', 'd', 'c']);
});

it('never begins what was withdrawn, unless somebody else asked for it', async () => {
  const { ask, begun, end } = desk(1);
  ask('a');
  const withdrawB = ask('b');
  const withdrawC = ask('c');
  ask('c');
  withdrawB();
  withdrawC();
  await end();
  await end();
  expect(begun).toEqual(['a', 'c']);
});

it('lets what is under way end, and goes on after it', async () => {
  const { ask, begun, end } = desk(1);
  const withdraw = ask('a');
  withdraw();
  ask('b');
  expect(begun).toEqual(['a']);
  await end();
  expect(begun).toEqual(['a', 'b']);
});
