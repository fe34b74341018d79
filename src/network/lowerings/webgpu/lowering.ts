/** What every part of the lowering from a graph to kernels works with. */
import { defined } from '../../../common/assert';
import type { Graph, GraphNode, NodeId } from '../../graph';
import type { NodeShape } from '../../inferShapes';
import type { PlannedParameter } from './compiledPlan';
import type { KernelVariants } from './kernelVariants';
import type { PlanBuilder, PlanTensor, View } from './planBuilder';
import { paddedCount } from './planParameters';
import type { StoredNode, StoredValue } from './storedValue';

export interface Lowering {
  readonly graph: Graph;
  /** By node id. */
  readonly shapes: readonly NodeShape[];
  /** Images a micro-batch. */
  readonly batch: number;
  readonly variants: KernelVariants;
  /** A convolution of more multiply-adds is cut into bands of rows; null cuts none. */
  readonly mostMultiplyAdds: number | null;
  readonly builder: PlanBuilder;
  readonly parameters: readonly PlannedParameter[];
  /** The flat buffer of parameters. */
  readonly weights: PlanTensor;
}

export function nodeOf(lowering: Lowering, id: NodeId): GraphNode {
  return defined(lowering.graph.nodes[id], `node ${id}`);
}

export function shapeOf(lowering: Lowering, id: NodeId): NodeShape {
  return defined(lowering.shapes[id], `shape of node ${id}`);
}

export function storedOf(stored: readonly StoredNode[], id: NodeId): StoredNode {
  return defined(stored[id], `output of node ${id}`);
}

/** The output of a node that is not a concat. */
export function singleValue(stored: readonly StoredNode[], id: NodeId): StoredValue {
  return defined(storedOf(stored, id).sources[0], `value of node ${id}`).value;
}

/** One parameter's part of a flat buffer; null where the graph has no such parameter. */
export function parameterView(
  parameters: readonly PlannedParameter[],
  flat: PlanTensor,
  name: string,
): View | null {
  const parameter = parameters.find((one) => one.name === name);
  if (!parameter) return null;
  return { tensor: flat, offset: parameter.offset * 4, bytes: paddedCount(parameter) * 4 };
}
