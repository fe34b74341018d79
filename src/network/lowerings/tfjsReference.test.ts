/** The two tf.js lowerings against the float64 reference: logits of both, gradients of the one that has them. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { networkCases } from '../../testing/networkSpecs';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { type TrainingCase, trainingCase } from '../../testing/trainingCase';
import { parameterTable } from '../parameterTable';
import { float64Gradients } from '../reference/float64Gradients';
import { float64Forward, outputOf } from '../reference/float64Network';
import { toLayersModel } from './tfjs';
import { tfjsLogits } from './tfjsReference';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const SIZE = { seed: 3, step: 2, firstSample: 0 };

describe('tfjsLogits', () => {
  it.each(networkCases)('and its gradients agree with the reference: $name', ({ spec, side, batch }) => {
    const data = trainingCase(spec, { ...SIZE, side, batch });
    const nodes = float64Forward(data);
    const logits = outputOf(nodes, nodes.length - 1);
    const dlogits = randomNumbers(logits.length, 4);
    const expected = float64Gradients(data, nodes, dlogits);
    tf.tidy(() => {
      const actual = tfjsGradients(data, dlogits);
      expect(relativeError(actual.logits, logits)).toBeLessThan(1e-4);
      for (const [name, gradient] of actual.gradients) {
        expect(relativeError(gradient, defined(expected.get(name), name)), name).toBeLessThan(1e-4);
      }
    });
  });
});

describe('toLayersModel', () => {
  it.each(networkCases)('predicts as the reference, dropping nothing: $name', ({ spec, side, batch }) => {
    const data = { ...trainingCase(spec, { ...SIZE, side, batch }), masks: new Map() };
    const nodes = float64Forward(data);
    const model = toLayersModel(tf, data.graph, { weights: data.weights });
    tf.tidy(() => {
      const logits = model.apply(inputOf(data)) as tf.Tensor;
      expect(relativeError(logits.dataSync(), outputOf(nodes, nodes.length - 1))).toBeLessThan(1e-4);
    });
    model.dispose();
  });
});

function inputOf({ batch, height, width, spec, input }: TrainingCase): tf.Tensor4D {
  return tf.tensor4d([...input], [batch, height, width, spec.inputChannels]);
}

/** Of Σ logits · dlogits. */
function tfjsGradients(data: TrainingCase, dlogits: readonly number[]) {
  const table = parameterTable(data.graph);
  const values = table.map(({ name, shape }) => tf.tensor(defined(data.weights.get(name), name), [...shape]));
  const input = inputOf(data);
  const masks = new Map([...data.masks].map(([name, mask]) => [name, maskOf(data, name, mask)]));
  const logitsOf = (...tensors: tf.Tensor[]) => {
    const weights = new Map(table.map(({ name }, i) => [name, defined(tensors[i], name)]));
    return tfjsLogits(tf, { graph: data.graph, weights, input, masks });
  };
  const logits = logitsOf(...values);
  const gradients = tf.grads(logitsOf)(values, tf.tensor([...dlogits], logits.shape));
  return {
    logits: logits.dataSync(),
    gradients: table.map(({ name }, i) => [name, defined(gradients[i], name).dataSync()] as const),
  };
}

function maskOf({ batch, graph }: TrainingCase, name: string, mask: readonly number[]): tf.Tensor4D {
  const channels = defined(
    graph.nodes.find((node) => node.name === name),
    name,
  ).channels;
  const side = Math.sqrt(mask.length / batch / channels);
  return tf.tensor4d([...mask], [batch, side, side, channels]);
}
