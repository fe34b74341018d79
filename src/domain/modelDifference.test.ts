import { expect, test } from 'vitest';
import { type Averageable, modelDifference } from './modelDifference';
import { DEFAULT_SPEC_PARTS } from './network';

const spec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 4,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
} as const;
const own: Averageable = {
  spec,
  normalisation: { kind: 'percentile', low: 1, high: 99 },
  scale: { kind: 'asIs' },
  channelChoice: null,
  classes: [{ name: 'ground' }, { name: 'cell' }],
};

test.each<[string, Partial<Averageable>, string | null]>([
  ['nothing', {}, null],
  [
    'the order in which a file has its keys',
    { normalisation: { high: 99, low: 1, kind: 'percentile' } },
    null,
  ],
  ['dropout', { spec: { ...spec, dropout: 0.5 } }, null],
  ['unknown names', { classes: null }, null],
  ['width', { spec: { ...spec, width: 8 } }, 'its network has another width'],
  [
    'activation',
    { spec: { ...spec, activation: { kind: 'leaky', slope: 0.1 } } },
    'its network has another activation',
  ],
  ['channels', { channelChoice: [0] }, 'it uses other channels of each file'],
  ['intensities', { normalisation: { kind: 'zscore' } }, 'it gets other intensities'],
  ['scale', { scale: { kind: 'factor', factor: 0.5 } }, 'it was trained at another scale'],
  ['classes', { classes: [{ name: 'ground' }, { name: 'gap' }] }, 'its classes have other names'],
])('a model that differs in %s', (_, changes, difference) => {
  expect(modelDifference(own, { ...own, ...changes })).toBe(difference);
});
