/** The forward pass of a graph as dispatches, for training and for prediction. */
import { defined } from '../../../common/assert';
import { dropout } from '../../../kernels/dropout/dropout';
import { normFinish } from '../../../kernels/norm/normFinish';
import { statisticsBytes } from '../../../kernels/norm/partials';
import { poolForward, winnerBytes } from '../../../kernels/pool/poolForward';
import { pairBytes } from '../../../kernels/wgsl/pairTable';
import { channelGroups } from '../../../kernels/wgsl/source';
import type { ConcatNode, DropoutNode, NodeId, PoolNode } from '../../graph';
import { skipCrop } from '../../inferShapes';
import { type LayerKernels, type LayerNode, layerKernels } from './layerKernels';
import { type Lowering, nodeOf, parameterView, shapeOf, singleValue, storedOf } from './lowering';
import type { Operand, PlanTensor } from './planBuilder';
import { rowBands } from './rowBands';
import {
  type LayerSource,
  plainNode,
  type StoredNode,
  type StoredValue,
  shapeBytes,
  wholeSource,
} from './storedValue';

/** Tensors that the host writes or reads. */
export interface ForwardTensors {
  readonly input: PlanTensor;
  readonly logits: PlanTensor;
  /** The step record, from which dropout draws; null where nothing is dropped (prediction). */
  readonly step: PlanTensor | null;
}

/** Adds the dispatches to the builder; how each node's output is stored, by node id. */
export function lowerForward(lowering: Lowering, tensors: ForwardTensors): readonly StoredNode[] {
  const stored: StoredNode[] = [];
  for (const id of lowering.graph.nodes.keys()) stored.push(lowerNode(lowering, tensors, stored, id));
  return stored;
}

function lowerNode(
  lowering: Lowering,
  tensors: ForwardTensors,
  stored: readonly StoredNode[],
  id: NodeId,
): StoredNode {
  const node = nodeOf(lowering, id);
  switch (node.op) {
    case 'input':
      return plainNode(tensors.input, shapeOf(lowering, id));
    case 'pool':
      return lowerPool(lowering, id, node, singleValue(stored, node.input));
    case 'dropout':
      return lowerDropout(lowering, id, node, storedOf(stored, node.input), tensors.step);
    case 'concat':
      return joinSources(node, stored);
    case 'head':
      return lowerLayer(lowering, id, node, storedOf(stored, node.input).sources, tensors.logits);
    default:
      return lowerLayer(lowering, id, node, storedOf(stored, node.input).sources, outputTensor(lowering, id));
  }
}

function outputTensor(lowering: Lowering, id: NodeId): PlanTensor {
  const bytes = shapeBytes(lowering.batch, shapeOf(lowering, id));
  return lowering.builder.tensor(`${nodeOf(lowering, id).name} output`, bytes);
}

/** The skip, cropped around its centre, and what came up. */
function joinSources(node: ConcatNode, stored: readonly StoredNode[]): StoredNode {
  const skip = singleValue(stored, node.skip);
  const up = singleValue(stored, node.input);
  const cropped = {
    value: skip,
    cropY: skipCrop(skip.shape.height, up.shape.height),
    cropX: skipCrop(skip.shape.width, up.shape.width),
  };
  return { sources: [cropped, wholeSource(up)], winners: null, statistics: null };
}

/** The kernels of a layer that reads these sources. */
export function kernelsOf(
  lowering: Lowering,
  id: NodeId,
  node: LayerNode,
  sources: readonly LayerSource[],
): LayerKernels {
  const { batch, variants } = lowering;
  return layerKernels({ node, sources, shape: shapeOf(lowering, id), batch, variants });
}

/** Operands for the sources of a layer, by the kernels' names of bindings: x where they take one source only. */
export function sourceOperands(sources: readonly LayerSource[]): Record<string, Operand | null> {
  const [a, b] = sources;
  const first = a?.value.tensor ?? null;
  const firstScaleShift = a?.value.scaleShift ?? null;
  return {
    a: first,
    aScaleShift: firstScaleShift,
    x: first,
    xScaleShift: firstScaleShift,
    b: b?.value.tensor ?? null,
    bScaleShift: b?.value.scaleShift ?? null,
  };
}

function lowerLayer(
  lowering: Lowering,
  id: NodeId,
  node: LayerNode,
  sources: readonly LayerSource[],
  out: PlanTensor,
): StoredNode {
  const { builder, parameters, weights } = lowering;
  const kernels = kernelsOf(lowering, id, node, sources);
  const { statistics: layout } = kernels;
  const partials = layout && builder.tensor(`${node.name} statistics`, statisticsBytes(layout));
  const operands = {
    ...sourceOperands(sources),
    weights: parameterView(parameters, weights, `${node.name}.weight`),
    bias: parameterView(parameters, weights, `${node.name}.bias`),
    out,
    statistics: partials,
  };
  const { forwardRows: rows, forwardAlignment: alignment, multiplyAdds } = kernels;
  for (const band of rowBands({ rows, multiplyAdds, alignment }, lowering.mostMultiplyAdds)) {
    builder.add(`${node.name} forward`, kernels.forward(band), operands);
  }
  const plain = plainNode(out, shapeOf(lowering, id));
  if (!layout || !partials || node.op !== 'conv' || !node.norm) return plain;
  return lowerNorm(lowering, id, node, node.norm.name, { kernels, partials, out });
}

/** What the norm does to the output is left to whoever reads it. */
function lowerNorm(
  lowering: Lowering,
  id: NodeId,
  node: LayerNode & { op: 'conv' },
  name: string,
  { kernels, partials, out }: { kernels: LayerKernels; partials: PlanTensor; out: PlanTensor },
): StoredNode {
  const { builder, parameters, weights, batch, variants } = lowering;
  const bytes = pairBytes(batch, channelGroups(node.channels));
  const statistics = builder.tensor(`${name} statistics`, bytes);
  const scaleShift = builder.tensor(`${name} scale and shift`, bytes);
  const layout = defined(kernels.statistics, 'statistics');
  builder.add(`${name} statistics`, normFinish({ ...layout, variant: variants.finish }), {
    partials,
    gamma: parameterView(parameters, weights, `${name}.weight`),
    beta: parameterView(parameters, weights, `${name}.bias`),
    statistics,
    scaleShift,
  });
  const onLoad = { kind: 'normAct', activation: node.activation } as const;
  const value: StoredValue = { tensor: out, shape: shapeOf(lowering, id), onLoad, scaleShift };
  return { sources: [wholeSource(value)], winners: null, statistics };
}

function lowerPool(lowering: Lowering, id: NodeId, node: PoolNode, x: StoredValue): StoredNode {
  const options = { batch: lowering.batch, ...x.shape, onLoad: x.onLoad };
  const y = outputTensor(lowering, id);
  const winners = lowering.builder.tensor(`${node.name} winners`, winnerBytes(options));
  lowering.builder.add(`${node.name} forward`, poolForward(options), {
    x: x.tensor,
    scaleShift: x.scaleShift,
    y,
    winners,
  });
  return { ...plainNode(y, shapeOf(lowering, id)), winners };
}

/** In place; after a norm into a tensor of its own, since the one before the norm is needed again. */
function lowerDropout(
  lowering: Lowering,
  id: NodeId,
  node: DropoutNode,
  input: StoredNode,
  step: PlanTensor | null,
): StoredNode {
  if (!step) return input;
  const { value } = defined(input.sources[0], 'dropout input');
  const { probability, layer } = node;
  const { onLoad } = value;
  const options = {
    batch: lowering.batch,
    ...value.shape,
    probability,
    layer,
    onLoad,
    mask: 'hash',
  } as const;
  const y = onLoad.kind === 'none' ? value.tensor : outputTensor(lowering, id);
  lowering.builder.add(`${node.name} forward`, dropout(options), {
    step,
    x: value.tensor,
    scaleShift: value.scaleShift,
    y,
  });
  return plainNode(y, value.shape);
}
