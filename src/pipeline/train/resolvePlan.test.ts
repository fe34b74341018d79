import { describe, expect, it } from 'vitest';
import { NO_AUGMENT } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { DEFAULT_NORMALISATION } from '../../domain/intensity';
import { AS_IS } from '../../domain/scale';
import { DEFAULT_TRAIN } from '../../domain/train';
import { DEFAULT_WEIGHTS, type WeightSettings, weightsFor } from '../../domain/weights';
import { balancedWeights, countClasses } from '../augment/classWeights';
import { resolvePlan } from './resolvePlan';

function example(id: string, channels = 1, classes: number[] | null = [0, 0, 0, 1]): Example {
  return {
    id,
    image: { width: 2, height: 2, channels, data: new Float32Array(4 * channels) },
    labels: classes && {
      width: 2,
      height: 2,
      classes: Uint8Array.from(classes),
      ignore: null,
      instances: null,
    },
  };
}

const request = (
  examples: Example[],
  changes: Partial<typeof DEFAULT_TRAIN> = {},
  weights: WeightSettings = weightsFor(null, 'crossEntropy'),
) => ({
  settings: { ...DEFAULT_TRAIN, ...changes },
  augment: NO_AUGMENT,
  weights,
  classes: 2,
  examples,
  normalisation: DEFAULT_NORMALISATION,
  scale: AS_IS,
  channelChoice: null,
});

describe('resolvePlan', () => {
  it('holds out the last labelled images and leaves out those without a mask', () => {
    const examples = [example('a'), example('b'), example('c', 1, null), example('d')];
    const plan = resolvePlan(request(examples, { validationImages: 2 }));
    expect(plan.split).toEqual({ kind: 'last', train: ['a'], validation: ['b', 'd'], spatial: null });
  });

  it('carries how the images were prepared, so that the model can do it again', () => {
    const how = {
      normalisation: { kind: 'percentile', low: 1, high: 99 },
      scale: { kind: 'factor', factor: 0.5 },
      channelChoice: [2],
    } as const;
    expect(resolvePlan({ ...request([example('a'), example('b')]), ...how })).toMatchObject(how);
  });

  it('snaps the tile to a size that the network takes', () => {
    const plan = resolvePlan(
      request([example('a'), example('b')], { depth: 4, padding: 'valid', tile: 570 }),
    );
    expect([plan.inputSize, plan.outputSize]).toEqual([572, 388]);
  });

  it.each([
    ['no image has a mask', [example('a', 1, null)], {}, 'no-pairs'],
    ['all would be held out', [example('a')], { validationImages: 1 }, 'no-pairs'],
    ['channels differ', [example('a'), example('b', 3)], {}, 'mixed-channels'],
    ['a setting is out of range', [example('a'), example('b')], { learningRate: 0 }, 'bad-setting'],
    ['a setting is not a number', [example('a'), example('b')], { steps: Number.NaN }, 'bad-setting'],
    ['the network is out of range', [example('a'), example('b')], { depth: 9 }, 'bad-setting'],
  ])('refuses where %s', (_, examples, changes, code) => {
    expect(() => resolvePlan(request(examples, changes))).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['scale', { scale: { kind: 'factor', factor: 9 } as const }],
    ['high percentile', { normalisation: { kind: 'percentile', low: 50, high: 50 } as const }],
  ])('refuses a %s out of range', (name, changes) => {
    expect(() => resolvePlan({ ...request([example('a'), example('b')]), ...changes })).toThrow(
      expect.objectContaining({ code: 'bad-setting', message: expect.stringContaining(name) }),
    );
  });

  it('weighs classes as the settings of the weights say', () => {
    const both = [example('a'), example('b')];
    const of = (change: Partial<WeightSettings>) =>
      resolvePlan(request(both, {}, { ...DEFAULT_WEIGHTS, ...change })).classWeights;
    expect(of({ balance: 'none' })).toEqual([1, 1]);
    expect(of({})).toEqual([expect.closeTo(2 / 3), expect.closeTo(2)]);
    expect(of({ kind: 'falk' })).toEqual([DEFAULT_WEIGHTS.falk.base, 1]);
    expect(() => of({ sigma: 0 })).toThrow(expect.objectContaining({ code: 'bad-setting' }));
  });

  it('refuses masks that hold one value only', () => {
    const flat = [example('a', 1, [0, 0, 0, 0]), example('b', 1, [0, 0, 0, 0])];
    expect(() => resolvePlan({ ...request(flat), classes: 1 })).toThrow(
      expect.objectContaining({ code: 'no-pairs', message: expect.stringContaining('same value') }),
    );
  });

  it('refuses masks in which every pixel is ignored', () => {
    const blank = example('a');
    const labels = blank.labels && { ...blank.labels, ignore: new Uint8Array(4).fill(1) };
    expect(() => resolvePlan(request([{ ...blank, labels }, example('b')]))).toThrow(
      expect.objectContaining({ code: 'no-pairs' }),
    );
  });
});

describe('class weights', () => {
  it('are inverse to the frequency, with mean 1 over the labelled pixels', () => {
    expect(balancedWeights([75, 25])).toEqual([expect.closeTo(2 / 3), expect.closeTo(2)]);
  });

  it('stay within a ratio of 20, also for a class that never occurs', () => {
    const [common = 0, rare = 0, absent = 0] = balancedWeights([9999, 1, 0]);
    expect(rare / common).toBeCloseTo(20);
    expect(absent).toBe(rare);
  });

  it('count no ignored pixel', () => {
    const labels = { width: 3, height: 1, classes: Uint8Array.of(0, 1, 1), instances: null };
    expect(countClasses([{ ...labels, ignore: Uint8Array.of(1, 0, 0) }], 2)).toEqual([0, 2]);
  });
});
