import { expect, test } from 'vitest';
import { conv3x3Forward } from '../../kernels/conv3x3/forward';
import { tuningPoint } from '../../kernels/correlation/tuning';
import { scaleAdd } from '../../kernels/elementwise/scaleAdd';
import { wholeSource } from '../../kernels/wgsl/source';
import { dispatchCosts, LIGHT } from './dispatchCosts';
import { withPlanTimes } from './planTimes';

function conv(channels: number, side = 32) {
  const shape = {
    batch: 1,
    sources: [wholeSource(side, side, channels)],
    region: { height: side, width: side },
    outChannels: channels,
    pad: 1,
  } as const;
  const program = conv3x3Forward(shape, {
    variant: 'direct',
    bias: false,
    activation: { kind: 'none' },
    statistics: false,
  });
  const point = tuningPoint(program);
  return { program, regions: [], op: 'conv', key: point?.key ?? '', tile: point?.tile ?? '' };
}

const copy = (floats: number) => ({
  program: scaleAdd({ length: floats, a: 1, b: 0 }),
  regions: [],
  op: 'copy',
});

test('nothing timed is nothing known', () => {
  expect(dispatchCosts({}, {})).toBeNull();
  expect(dispatchCosts({}, { light: { [LIGHT]: 1 } })).toBeNull();
});

test('a timed shape takes what its fastest tile took, the tuner before a plan', () => {
  const { key, tile, ...dispatch } = conv(16);
  const cost = dispatchCosts({ [key]: { [tile]: 4, other: 3 } }, { [key]: { [tile]: 1 } });
  expect(cost?.(dispatch)).toBe(3);
});

test('another shape takes what the most alike make of its multiply-adds', () => {
  const [narrow, middle, wide] = [conv(8), conv(32), conv(128)];
  // All at the same rate: then every shape has it.
  const even = { [narrow.key]: { a: 1 }, [wide.key]: { a: 256 } };
  expect(dispatchCosts(even, {})?.(middle)).toBeCloseTo(16, 6);
  expect(dispatchCosts(even, {})?.(conv(32, 64))).toBeCloseTo(64, 6);
  // The wide one at four times the rate: the middle is between, and a neighbour of the wide one near it.
  const uneven = dispatchCosts({ [narrow.key]: { a: 1 }, [wide.key]: { a: 64 } }, {});
  expect(uneven?.(middle)).toBeGreaterThan(4);
  expect(uneven?.(middle)).toBeLessThan(16);
  const ms = (channels: number) => (uneven?.(conv(channels)) ?? 0) / channels ** 2;
  expect(ms(124)).toBeLessThan(ms(12) / 2);
});

test('light kernels go by their bytes: at the rate of their kind, else of any', () => {
  const timed = conv(8);
  const cost = (inPlans: object) =>
    dispatchCosts({ [timed.key]: { a: 1 } }, { light: { [LIGHT]: 2 }, ...inPlans });
  const mib = copy(2 ** 18);
  expect(cost({})?.(mib)).toBe(4);
  expect(cost({ 'scale add': { [LIGHT]: 1 } })?.(mib)).toBe(2);
});

test('a measured plan teaches the times of its shapes and the rates of its light kinds', () => {
  const { key, tile, ...dispatch } = conv(8);
  const measured = new Map([
    [dispatch, 5],
    [copy(2 ** 18), 1],
    [copy(2 ** 19), 5],
  ]);
  const known = { [key]: { [tile]: 9, other: 7 }, 'scale add': { [LIGHT]: 9 } };
  expect(withPlanTimes(known, measured)).toEqual({
    [key]: { [tile]: 5, other: 7 },
    'scale add': { [LIGHT]: 1 },
  });
});
