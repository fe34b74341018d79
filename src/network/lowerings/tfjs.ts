/**
 * The graph as a tf.js LayersModel: reference, slow mode and the tf.js file format. Takes tf.js from its
 * caller and imports its types only, so that this folder stays free of it at run time.
 */
import type * as TfTypes from '@tensorflow/tfjs';
import { assert, defined } from '../../common/assert';
import { NORM_EPSILON } from '../../kernels/norm/normFinish';
import type { ConvNode, Graph, GraphNode, UpConvNode } from '../graph';
import { type Parameter, parameterTable, type WeightMap } from '../parameterTable';
import { skipCrops } from '../skipCrops';
import { tfjsVariable } from './tfjsVariable';

export type Tf = typeof TfTypes;

type Symbolic = TfTypes.SymbolicTensor;

/**
 * A functional model whose output is logits, [N,H',W',classes]. With `side` null it is fully convolutional
 * ([null,null,null,C]); with a number its topology is bound to that input side, px, which is what a file for
 * stock tf.js needs with `valid` padding (its Cropping2D cannot be saved with open sides).
 * A network with norm cannot be trained this way: the gradient of tf.js 4.22's layer norm over height and width
 * throws. See tfjsReference.
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
      variableOf(model, parameter).write(tf.tensor(values, [...tfjsVariable(parameter).shape]));
    }
  });
}

/** The weights of a model by parameter name, in the parameter table's shapes: views of its variables. */
export function weightTensors(model: TfTypes.LayersModel, graph: Graph): Map<string, TfTypes.Tensor> {
  return new Map(
    parameterTable(graph).map((parameter) => {
      const variable = variableOf(model, parameter).read();
      const alike = variable.shape.length === parameter.shape.length;
      return [parameter.name, alike ? variable : variable.reshape([...parameter.shape])];
    }),
  );
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

/** The variables of a model by parameter name; a norm's factor has the shape of the file, not the table's. */
export function variablesOf(model: TfTypes.LayersModel, graph: Graph): Map<string, TfTypes.Variable> {
  return new Map(
    parameterTable(graph).map((parameter) => [
      parameter.name,
      variableOf(model, parameter).read() as TfTypes.Variable,
    ]),
  );
}

function variableOf(model: TfTypes.LayersModel, parameter: Parameter) {
  const { layer, index } = tfjsVariable(parameter);
  return defined(model.getLayer(layer).weights[index], parameter.name);
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
  if (node.op !== 'concat') return applyAll(layersOf(tf, node), input);
  const skip = crop(tf, outputAt(outputs, node.skip), defined(crops.get(node.name), 'crop'), node.name);
  return tf.layers.concatenate({ name: node.name, axis: 3 }).apply([skip, input]) as Symbolic;
}

function applyAll(layers: readonly TfTypes.layers.Layer[], input: Symbolic): Symbolic {
  return layers.reduce((tensor, layer) => layer.apply(tensor) as Symbolic, input);
}

type PlainNode = Exclude<GraphNode, { op: 'input' } | { op: 'concat' }>;

/** Kernels start at zero: the weights come from `initWeights` or a file, never from tf.js. */
function layersOf(tf: Tf, node: PlainNode): TfTypes.layers.Layer[] {
  const { name, channels: filters } = node;
  switch (node.op) {
    case 'conv':
      return convLayers(tf, node);
    case 'upconv':
      return [tf.layers.conv2dTranspose({ ...upConvOptions(node), kernelInitializer: 'zeros' })];
    case 'head':
      return [tf.layers.conv2d({ name, filters, kernelSize: 1, kernelInitializer: 'zeros' })];
    case 'pool':
      return [tf.layers.maxPooling2d({ name, poolSize: 2, strides: 2 })];
    case 'dropout':
      return [tf.layers.dropout({ name, rate: node.probability })];
  }
}

function upConvOptions({ name, channels, bias, activation }: UpConvNode) {
  return {
    name,
    useBias: bias,
    filters: channels,
    kernelSize: 2,
    strides: 2,
    padding: 'valid',
    activation,
  } as const;
}

/** A ReLU without norm is part of the convolution's layer, as models from before there were norms have it. */
function convLayers(tf: Tf, node: ConvNode): TfTypes.layers.Layer[] {
  const { name, channels, padding, norm, activation } = node;
  const fused = !norm && activation.kind === 'relu';
  const convolution = tf.layers.conv2d({
    name,
    filters: channels,
    kernelSize: 3,
    padding,
    useBias: !norm,
    activation: fused ? 'relu' : 'linear',
    kernelInitializer: 'zeros',
  });
  const layers = norm ? [convolution, ...normLayers(tf, norm.name)] : [convolution];
  return fused ? layers : [...layers, activationLayer(tf, node)];
}

/** Statistics over height and width, then a factor and an offset a channel: tf.js has no instance norm. */
function normLayers(tf: Tf, name: string): TfTypes.layers.Layer[] {
  const statistics = { axis: [1, 2], epsilon: NORM_EPSILON, center: false, scale: false };
  return [
    tf.layers.layerNormalization({ name: `${name}.statistics`, ...statistics }),
    tf.layers.depthwiseConv2d({ name, kernelSize: 1, depthwiseInitializer: 'ones' }),
  ];
}

function activationLayer(tf: Tf, { name, activation }: ConvNode): TfTypes.layers.Layer {
  const options = { name: `${name}.activation` };
  return activation.kind === 'relu'
    ? tf.layers.reLU(options)
    : tf.layers.leakyReLU({ ...options, alpha: activation.slope });
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

function outputAt(outputs: readonly Symbolic[], id: number): Symbolic {
  return defined(outputs[id], `output of node ${id}`);
}
