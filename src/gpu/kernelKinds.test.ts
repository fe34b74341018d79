import { expect, test } from 'vitest';
import { KernelKinds } from './kernelKinds';
import { allowedTimes } from './tuner/allowedTimes';

const TIMES = { shape: { 'tiled pixels=8': 1, 'direct pixels=8': 2, 'lanes groups=1': 3 } };

test('begins with what is preferred, unless that was found wrong or another was asked for', () => {
  const kinds = new KernelKinds();
  expect(kinds.base('tiled')).toBe('tiled');
  kinds.exclude('tiled', 'It is wrong.');
  expect(kinds.base('tiled')).toBe('direct');
  expect(new KernelKinds('tiled').base('direct')).toBe('tiled');
});

test('a kind whose feature the device lacks is never allowed, whatever is asked for', () => {
  const without = new KernelKinds('subgroup');
  expect(without.missing).toEqual(['subgroup']);
  expect(without.allows('subgroup')).toBe(false);
  expect(without.base('direct')).toBe('direct');
  const having = new KernelKinds('auto', new Set(['subgroups']));
  expect(having.missing).toEqual([]);
  expect(having.allows('subgroup')).toBe(true);
  having.choice = 'direct';
  expect(having.allows('subgroup')).toBe(false);
  expect(having.works('subgroup')).toBe(true);
});

test('what is found wrong is told of once', () => {
  const told: unknown[] = [];
  const kinds = new KernelKinds('auto', new Set(['subgroups']));
  kinds.exclude('tiled', 'Known from before.');
  kinds.onFound = (found) => told.push(found);
  kinds.exclude('tiled', 'Again.');
  kinds.exclude('subgroup', 'It is wrong.');
  kinds.exclude('subgroup', 'It is wrong.');
  expect(told).toEqual([{ kind: 'subgroup', reason: 'It is wrong.' }]);
  expect(kinds.works('subgroup')).toBe(false);
});

test('timings of kinds that may not be used take part in no choice', () => {
  expect(allowedTimes(TIMES, undefined)).toEqual(TIMES);
  expect(allowedTimes(TIMES, new KernelKinds())).toEqual(TIMES);
  expect(allowedTimes(TIMES, new KernelKinds('tiled'))).toEqual({ shape: { 'tiled pixels=8': 1 } });
  const kinds = new KernelKinds();
  kinds.exclude('tiled', 'It is wrong.');
  expect(allowedTimes(TIMES, kinds)).toEqual({ shape: { 'direct pixels=8': 2, 'lanes groups=1': 3 } });
});
