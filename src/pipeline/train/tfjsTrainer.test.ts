/** The slow mode against the plain reference, on the CPU: every part of a spec and both losses. */
import { beforeAll, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { ReferenceNetwork } from '../../testing/referenceNetwork';
import { relativeError } from '../../testing/relativeError';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { tinySpec } from '../../testing/tinySpec';
import { TfjsTrainer } from './tfjsTrainer';

const SPEC = tinySpec({ width: 3 });

const RATE = 0.05;
const PLAIN = { weightDecay: 0, clipNorm: 0, emaDecay: 0 } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each([
  ['cross-entropy', SPEC, 'crossEntropy'],
  ['Dice', SPEC, 'diceCrossEntropy'],
  [
    'norm, dropout and leaky ReLU',
    { ...SPEC, norm: 'instance', dropout: 0.4, activation: { kind: 'leaky', slope: 0.1 } },
    'diceCrossEntropy',
  ],
] as const)('takes the reference’s steps: %s', async (_, spec, loss) => {
  const graph = buildGraph(spec);
  const weights = initWeights(graph, 1);
  const network = new TfjsNetwork(spec, weights);
  const plan = { ...PLAIN, optimizer: 'sgd', momentum: 0.9, loss, batch: 2, seed: 5 } as const;
  const trainer = new TfjsTrainer(network, plan);
  const reference = new ReferenceNetwork(graph, weights);
  const optimizer = tf.train.momentum(RATE, plan.momentum);
  const factors = { crossEntropy: 1, dice: loss === 'crossEntropy' ? 0 : 1 };
  for (let step = 0; step < 3; step++) {
    const batch = [0, 1].map((index) => syntheticPatch(spec, 8, 2 * step + index));
    const expected = reference.run(batch, { loss: factors, seed: plan.seed, step }, optimizer);
    const { loss: found } = await trainer.step(batch, RATE);
    expect(relativeError([found], [expected.loss])).toBeLessThan(1e-5);
  }
  const trained = await network.weights();
  for (const [name, values] of reference.weights()) {
    expect(relativeError(defined(trained.get(name), name), values), name).toBeLessThan(1e-4);
  }
  trainer.dispose();
  network.dispose();
  reference.dispose();
});

it('never adds many tensors in one kernel: a GPU may bind as few as eight buffers', async () => {
  const spec = { ...SPEC, classes: 5 };
  const network = new TfjsNetwork(spec, initWeights(buildGraph(spec), 1));
  const plan = {
    ...PLAIN,
    optimizer: 'sgd',
    momentum: 0.9,
    loss: 'diceCrossEntropy',
    batch: 1,
    seed: 5,
  } as const;
  const trainer = new TfjsTrainer(network, plan);
  const { kernelNames } = await tf.profile(async () => {
    const { loss } = await trainer.step([syntheticPatch(spec, 8, 0)], RATE);
    return loss;
  });
  expect(kernelNames).toContain('Add');
  expect(kernelNames).not.toContain('AddN');
  trainer.dispose();
  network.dispose();
});
