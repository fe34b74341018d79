import { expect, it } from 'vitest';
import type { UNetSpec } from '../../domain/network';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { tinySpec } from '../../testing/tinySpec';
import { fineTuneWeights } from './fineTuneWeights';

const SPEC = tinySpec();
const MODEL = { spec: SPEC, weights: initWeights(buildGraph(SPEC), 7) };

it('takes all weights of the same network, as a copy, whatever its dropout', () => {
  const weights = fineTuneWeights({ ...SPEC, dropout: 0.5 }, MODEL, 1);
  expect(weights).toEqual(MODEL.weights);
  expect(weights.get('head.weight')).not.toBe(MODEL.weights.get('head.weight'));
});

it('begins the head anew for another number of classes, and only the head', () => {
  const spec = { ...SPEC, classes: 5 };
  const fresh = initWeights(buildGraph(spec), 1);
  for (const [name, values] of fineTuneWeights(spec, MODEL, 1)) {
    expect(values, name).toEqual((name.startsWith('head.') ? fresh : MODEL.weights).get(name));
  }
});

it.each<[Partial<UNetSpec>, string]>([
  [{ width: 8 }, 'its width is 4, that of the run 8'],
  [{ inputChannels: 3 }, 'its number of channels is 1, that of the run 3'],
  [{ norm: 'instance' }, 'its norm is "none", that of the run "instance"'],
  [{ activation: { kind: 'leaky', slope: 0.1 } }, 'its activation is'],
])('names the difference: %j', (change, sentence) => {
  expect(() => fineTuneWeights({ ...SPEC, ...change }, MODEL, 1)).toThrow(
    expect.objectContaining({ code: 'bad-setting', message: expect.stringContaining(sentence) }),
  );
});
