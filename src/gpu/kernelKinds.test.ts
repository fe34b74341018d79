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

test('tells once of each kind that is found wrong', () => {
  const kinds = new KernelKinds();
  kinds.exclude('direct', 'Known since an earlier visit.');
  const told: string[] = [];
  kinds.onFound = ({ kind }) => told.push(kind);
  for (const kind of ['direct', 'tiled', 'tiled'] as const) kinds.exclude(kind, 'It is wrong.');
  expect(told).toEqual(['tiled']);
});

test('timings of kinds that may not be used take part in no choice', () => {
  expect(allowedTimes(TIMES, undefined)).toBe(TIMES);
  expect(allowedTimes(TIMES, new KernelKinds())).toEqual(TIMES);
  expect(allowedTimes(TIMES, new KernelKinds('tiled'))).toEqual({ shape: { 'tiled pixels=8': 1 } });
  const kinds = new KernelKinds();
  kinds.exclude('tiled', 'It is wrong.');
  expect(allowedTimes(TIMES, kinds)).toEqual({ shape: { 'direct pixels=8': 2, 'lanes groups=1': 3 } });
});
