/** The kernels of one layer with weights, whatever its kind: what the forward and the backward lowering call. */
import type { RowBand } from '../../../kernels/correlation/correlation';
import type { StatisticsLayout } from '../../../kernels/norm/partials';
import type { KernelProgram, WorkgroupPart } from '../../../kernels/program';
import type { GradientMask } from '../../backward';
import type { ConvNode, GraphNode, HeadNode, UpConvNode } from '../../graph';
import type { NodeShape } from '../../inferShapes';
import { conv3x3Layer } from './conv3x3Layer';
import { headLayer } from './headLayer';
import type { KernelVariants } from './kernelVariants';
import type { LayerSource } from './storedValue';
import { upConvLayer } from './upConvLayer';

export type LayerNode = ConvNode | UpConvNode | HeadNode;

export interface LayerKernels {
  /** Rows that a forward dispatch and an input gradient's can be cut into bands of. */
  readonly forwardRows: number;
  /** Forward bands begin at multiples of this. */
  readonly forwardAlignment: number;
  readonly inputRows: number;
  /** Of the forward pass, and so of either gradient. */
  readonly multiplyAdds: number;
  forward(rows: RowBand): KernelProgram;
  /** Of the output, for the norm that follows; null where none does. */
  readonly statistics: StatisticsLayout | null;
  /** The gradient at the layer's input, or at one of its two. */
  inputGradient(source: 0 | 1, mask: GradientMask, rows: RowBand): KernelProgram;
  filterGradient(part: WorkgroupPart): KernelProgram;
  /** Bytes between the filter gradient's two dispatches. */
  readonly partialBytes: number;
  filterReduce(accumulate: boolean): KernelProgram;
}

/** What a layer's kernels are made of. */
export interface LayerSetting<Node extends LayerNode> {
  readonly node: Node;
  readonly sources: readonly LayerSource[];
  /** Of the output. */
  readonly shape: NodeShape;
  readonly batch: number;
  readonly variants: KernelVariants;
}

export function isLayer(node: GraphNode): node is LayerNode {
  return node.op === 'conv' || node.op === 'upconv' || node.op === 'head';
}

export function layerKernels(setting: LayerSetting<LayerNode>): LayerKernels {
  const { node } = setting;
  switch (node.op) {
    case 'conv':
      return conv3x3Layer({ ...setting, node });
    case 'upconv':
      return upConvLayer({ ...setting, node });
    case 'head':
      return headLayer({ ...setting, node });
  }
}
