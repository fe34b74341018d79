import { expect, test } from 'vitest';
import { benchmarkJson, checkText, deviceFacts, limitFacts, timedFacts } from './diagnosticsText';

const DETAILS = {
  report: { backend: 'webgpu', adapter: 'Apple M2', software: false, maxBufferBytes: 4 * 2 ** 30 },
  features: ['shader-f16', 'timestamp-query'],
  limits: { maxBufferSize: 2 ** 30, maxBindGroups: 4 },
  variants: {},
  kernels: 'auto',
  excluded: [],
  timed: [
    { shape: 'conv a', tile: 'direct pixels=8', ms: 5.24, runnerUp: 1.31 },
    { shape: 'conv b', tile: 'tiled pixels=8', ms: 0.5, runnerUp: null },
  ],
} as const;

test('names the adapter, its features and its limits with units', () => {
  expect(deviceFacts(DETAILS).map(({ value }) => value)).toEqual([
    'Apple M2',
    'WebGPU',
    '4.0 GB',
    'shader-f16, timestamp-query',
  ]);
  expect(limitFacts(DETAILS)).toEqual([
    { name: 'maxBindGroups', value: '4' },
    { name: 'maxBufferSize', value: '1.0 GB' },
  ]);
});

test('a check says what was the largest error and how much is allowed', () => {
  const check = {
    norm: 'instance',
    passed: false,
    tolerance: 0.001,
    worst: { name: 'logits', error: 0.25 },
  } as const;
  expect(checkText(check)).toBe('Failed with instance norm: largest error 2.5e-1 (logits), 0.001 allowed.');
});

test('the copied benchmark can be read back, to hundredths', () => {
  const result = { adapter: 'a', network: 'n', compileMs: 1.234, stepMs: 2, predictMs: 0.5, peakBytes: 10 };
  expect(JSON.parse(benchmarkJson(result))).toEqual({ ...result, compileMs: 1.23 });
});

test('a timed shape says its winner, the time and how far the next one is', () => {
  expect(timedFacts(DETAILS)).toEqual([
    { name: 'conv a', value: 'direct pixels=8, 5.2 ms, next 1.3x' },
    { name: 'conv b', value: 'tiled pixels=8, 0.5 ms' },
  ]);
});
