/**
 * The graph as a tf.js LayersModel: reference, slow mode and the tf.js file format. Takes tf.js from its
 * caller and imports its types only, so that this folder stays free of it at run time.
 */
import type * as TfTypes from '@tensorflow/tfjs';
import { assert, defined } from '../../common/assert';
import type { Graph, GraphNode } from '../graph';
import { inferSides, skipCrop } from '../inferShapes';
import { parameterTable, type WeightMap } from '../parameterTable';

export type Tf = typeof TfTypes;

type Symbolic = TfTypes.SymbolicTensor;

/**
 * A functional model whose output is logits, [N,H',W',classes]. With `side` null it is fully convolutional
 * ([null,null,null,C]); with a number its topology is bound to that input side, px, which is what a file for
 * stock tf.js needs with `valid` padding (its Cropping2D cannot be saved with open sides).
 */
export function toLayersModel(
  tf: Tf,
  graph: Graph,
  options: { readonly side?: number | null; readonly weights?: WeightMap } = {},
): TfTypes.LayersModel {
  const outputs: Symbolic[] = [];
  const crops = skipCrops(graph);
  for (const node of graph.nodes) outputs.push(lower(tf, node, outputs, crops, options.side ?? null));
  const model = tf.model({ inputs: outputAt(outputs, 0), outputs: outputAt(outputs, outputs.length - 1) });
  if (options.weights) loadWeights(tf, model, graph, options.weights);
  return model;
}

/** Copies weights into a model of the same graph. Throws where one is missing or has another size. */
export function loadWeights(tf: Tf, model: TfTypes.LayersModel, graph: Graph, weights: WeightMap): void {
  tf.tidy(() => {
    for (const parameter of parameterTable(graph)) {
      const values = defined(weights.get(parameter.name), parameter.name);
      assert(values.length === parameter.count, `${parameter.name} has ${values.length} values`);
      variableOf(model, parameter).write(tf.tensor(values, [...parameter.shape]));
    }
  });
}

/** The weights of a model as plain arrays, read from its backend one by one. */
export async function weightsOf(model: TfTypes.LayersModel, graph: Graph): Promise<WeightMap> {
  const weights = new Map<string, Float32Array<ArrayBuffer>>();
  for (const parameter of parameterTable(graph)) {
    const values = await variableOf(model, parameter).read().data();
    weights.set(parameter.name, Float32Array.from(values));
  }
  return weights;
}

function variableOf(model: TfTypes.LayersModel, parameter: { node: string; role: 'weight' | 'bias' }) {
  const variable = model.getLayer(parameter.node).weights[parameter.role === 'weight' ? 0 : 1];
  return defined(variable, `${parameter.role} of ${parameter.node}`);
}

function lower(
  tf: Tf,
  node: GraphNode,
  outputs: readonly Symbolic[],
  crops: ReadonlyMap<string, number>,
  side: number | null,
): Symbolic {
  if (node.op === 'input') return tf.input({ shape: [side, side, node.channels], name: node.name });
  const input = outputAt(outputs, node.input);
  if (node.op !== 'concat') return layerOf(tf, node).apply(input) as Symbolic;
  const skip = crop(tf, outputAt(outputs, node.skip), defined(crops.get(node.name), 'crop'), node.name);
  return tf.layers.concatenate({ name: node.name, axis: 3 }).apply([skip, input]) as Symbolic;
}

type PlainNode = Exclude<GraphNode, { op: 'input' } | { op: 'concat' }>;

/** Kernels start at zero: the weights come from `initWeights` or a file, never from tf.js. */
function layerOf(tf: Tf, node: PlainNode): TfTypes.layers.Layer {
  const common = { name: node.name, filters: node.channels, kernelInitializer: 'zeros' } as const;
  switch (node.op) {
    case 'conv':
      return tf.layers.conv2d({ ...common, kernelSize: 3, padding: node.padding, activation: 'relu' });
    case 'upconv':
      return tf.layers.conv2dTranspose({ ...common, kernelSize: 2, strides: 2, padding: 'valid' });
    case 'head':
      return tf.layers.conv2d({ ...common, kernelSize: 1 });
    case 'pool':
      return tf.layers.maxPooling2d({ name: node.name, poolSize: 2, strides: 2 });
  }
}

function crop(tf: Tf, skip: Symbolic, pixels: number, name: string): Symbolic {
  if (pixels === 0) return skip;
  const layer = tf.layers.cropping2D({ name: `${name}.crop`, cropping: pixels });
  const stock = layer.computeOutputShape.bind(layer);
  // tf.js 4.22 computes null - 2 * pixels for an open side, a negative number that Concatenate then refuses.
  layer.computeOutputShape = (shape) =>
    (shape as TfTypes.Shape)[1] === null ? (shape as TfTypes.Shape) : stock(shape);
  return layer.apply(skip) as Symbolic;
}

/** Pixels cut off each end of each skip, by node name. The same for every input the network takes. */
function skipCrops(graph: Graph): ReadonlyMap<string, number> {
  let side = 1;
  while (!inferSides(graph, side)) side++;
  const sides = defined(inferSides(graph, side), 'sides');
  const sideOf = (id: number) => defined(sides[id], `side of node ${id}`);
  return new Map(
    graph.nodes.flatMap((node) =>
      node.op === 'concat' ? [[node.name, skipCrop(sideOf(node.skip), sideOf(node.input))]] : [],
    ),
  );
}

function outputAt(outputs: readonly Symbolic[], id: number): Symbolic {
  return defined(outputs[id], `output of node ${id}`);
}
