import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import { buildGraph } from '../buildGraph';
import { inferShapes } from '../inferShapes';
import { initWeights } from '../initWeights';
import { parameterCount } from '../parameterTable';
import { loadWeights, toLayersModel, weightsOf } from './tfjs';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 2,
  padding: 'valid',
  inputChannels: 3,
  classes: 3,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('toLayersModel', () => {
  it.each(['valid', 'same'] as const)(
    'gives the shapes of the graph for %s padding, at any size',
    (padding) => {
      const graph = buildGraph({ ...SPEC, padding });
      const model = toLayersModel(tf, graph, { weights: initWeights(graph, 1) });
      for (const side of [44, 60]) {
        const output = model.apply(tf.zeros([1, side, side + 4, 3])) as tf.Tensor;
        const shape = inferShapes(graph, side, side + 4).at(-1);
        expect(output.shape).toEqual([1, shape?.height, shape?.width, 3]);
      }
      expect(model.countParams()).toBe(parameterCount(graph));
      model.dispose();
    },
  );

  it('gives back the weights it was given, also beside a second model of the same graph', async () => {
    const graph = buildGraph(SPEC);
    const [one, two] = [initWeights(graph, 1), initWeights(graph, 2)];
    const first = toLayersModel(tf, graph, { weights: one });
    const second = toLayersModel(tf, graph, { weights: two });
    expect(await weightsOf(first, graph)).toEqual(one);
    loadWeights(tf, first, graph, two);
    expect(await weightsOf(first, graph)).toEqual(await weightsOf(second, graph));
    first.dispose();
    second.dispose();
  });

  it('leaves nothing behind when disposed', () => {
    const before = tf.memory().numTensors;
    const graph = buildGraph(SPEC);
    toLayersModel(tf, graph, { weights: initWeights(graph, 1) }).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('joins the skip first, then what came up', async () => {
    const graph = buildGraph({ ...SPEC, depth: 1, padding: 'same' });
    const model = toLayersModel(tf, graph, { weights: initWeights(graph, 3) });
    const join = model.getLayer('decoder.0.skip');
    expect((join.input as tf.SymbolicTensor[]).map((tensor) => tensor.sourceLayer.name)).toEqual([
      'encoder.0.conv2',
      'decoder.0.up',
    ]);
    model.dispose();
  });
});
