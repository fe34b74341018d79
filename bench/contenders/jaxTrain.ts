/**
 * jax-js: the same network written in its own terms, channels first, one jitted step. Every array is used once;
 * `.ref` says that it is used again.
 */
import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { defined } from '../../src/common/assert';
import { buildGraph } from '../../src/network/buildGraph';
import type { Graph, GraphNode } from '../../src/network/graph';
import { channelsFirst } from '../../src/network/lowerings/onnx/channelsFirst';
import { parameterTable } from '../../src/network/parameterTable';
import { BENCH_MOMENTUM, BENCH_RATE, type BenchSubject, type OpenContender } from '../contender';

type Arrays = Record<string, np.Array>;

export const openJaxTrain: OpenContender = async (subject) => {
  const started = await init('webgpu');
  if (!started.includes('webgpu')) throw new Error('jax-js found no WebGPU');
  defaultDevice('webgpu');
  const graph = buildGraph(subject.spec);
  const { side } = subject;
  const step = jit((params: Arrays, velocity: Arrays, image: np.Array, target: np.Array) => {
    const loss = (weights: Arrays, x: np.Array, y: np.Array) =>
      crossEntropy(forward(graph, weights, x), y, side);
    const [value, gradients] = valueAndGrad(loss)(tree.ref(params), image, target);
    return { value, ...momentum(params, velocity, gradients as Arrays) };
  });
  let [params, velocity] = initialState(graph, subject);
  const image = np.array(subject.patch.image).reshape([1, 1, side, side]);
  const target = oneHot(subject);
  const run = async () => {
    const next = step(params, velocity, image.ref, target.ref);
    ({ params, velocity } = next);
    const [value] = await next.value.data();
    return [value ?? Number.NaN];
  };
  return { run };
};

function initialState(graph: Graph, { weights }: BenchSubject): [Arrays, Arrays] {
  const params: Arrays = {};
  const velocity: Arrays = {};
  for (const parameter of parameterTable(graph)) {
    const { shape, values } = channelsFirst(parameter, weights);
    params[parameter.name] = np.array(values).reshape([...shape]);
    velocity[parameter.name] = np.zeros([...shape]);
  }
  return [params, velocity];
}

/** [1, 2, side, side]. */
function oneHot({ patch, side }: BenchSubject): np.Array {
  const values = new Float32Array(2 * side * side);
  patch.labels.forEach((label, pixel) => {
    values[label * side * side + pixel] = 1;
  });
  return np.array(values).reshape([1, 2, side, side]);
}

function momentum(params: Arrays, velocity: Arrays, gradients: Arrays) {
  const next: { params: Arrays; velocity: Arrays } = { params: {}, velocity: {} };
  for (const [name, gradient] of Object.entries(gradients)) {
    const moved = taken(velocity, name).mul(BENCH_MOMENTUM).add(gradient);
    next.params[name] = taken(params, name).sub(moved.ref.mul(BENCH_RATE));
    next.velocity[name] = moved;
  }
  return next;
}

function crossEntropy(logits: np.Array, target: np.Array, side: number): np.Array {
  return nn
    .logSoftmax(logits, 1)
    .mul(target)
    .sum()
    .mul(-1 / (side * side));
}

/** Logits, [1, classes, side, side]. */
function forward(graph: Graph, weights: Arrays, image: np.Array): np.Array {
  const readers = graph.nodes.map((_, id) => graph.nodes.filter((node) => reads(node, id)).length);
  const outputs: np.Array[] = [];
  const use = (id: number): np.Array => {
    readers[id] = defined(readers[id], 'readers') - 1;
    const output = defined(outputs[id], 'output');
    return readers[id] === 0 ? output : output.ref;
  };
  for (const node of graph.nodes) outputs.push(node.op === 'input' ? image : apply(node, weights, use));
  return defined(outputs.at(-1), 'logits');
}

function reads(node: GraphNode, id: number): boolean {
  return node.op !== 'input' && (node.input === id || (node.op === 'concat' && node.skip === id));
}

function apply(
  node: Exclude<GraphNode, { op: 'input' }>,
  weights: Arrays,
  use: (id: number) => np.Array,
): np.Array {
  const weight = () => taken(weights, `${node.name}.weight`);
  const biased = (sums: np.Array) =>
    sums.add(taken(weights, `${node.name}.bias`).reshape([1, node.channels, 1, 1]));
  switch (node.op) {
    case 'conv':
      return nn.relu(biased(lax.conv(use(node.input), weight(), [1, 1], 'SAME')));
    case 'head':
      return biased(lax.conv(use(node.input), weight(), [1, 1], 'VALID'));
    case 'upconv':
      return biased(upConvolution(use(node.input), weight()));
    case 'pool':
      return lax.reduceWindow(use(node.input), (window) => np.max(window), [2, 2], [2, 2]);
    case 'concat':
      return np.concatenate([use(node.skip), use(node.input)], 1);
    case 'dropout':
      throw new Error('the bench has no dropout');
  }
}

/**
 * [1,I,H,W] to [1,O,2H,2W] by [I,O,2,2]: the four taps are channels of a 1x1 convolution, then shuffled to their
 * places. lax.convTranspose of jax-js 0.1.25 is right on its CPU backend and wrong on WebGPU (SwiftShader).
 */
function upConvolution(input: np.Array, weight: np.Array): np.Array {
  const [, , height = 0, width = 0] = input.shape;
  const [inputs = 0, outputs = 0] = weight.shape;
  const taps = weight.transpose([1, 2, 3, 0]).reshape([4 * outputs, inputs, 1, 1]);
  return lax
    .conv(input, taps, [1, 1], 'VALID')
    .reshape([1, outputs, 2, 2, height, width])
    .transpose([0, 1, 4, 2, 5, 3])
    .reshape([1, outputs, 2 * height, 2 * width]);
}

function taken(arrays: Arrays, name: string): np.Array {
  return defined(arrays[name], name);
}
