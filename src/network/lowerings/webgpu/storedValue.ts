/** How a node's output is stored while a plan runs, and how kernels read it. Shared by all lowerings to kernels. */
import { type OnLoad, type Source, tensorBytes } from '../../../kernels/wgsl/source';
import type { NodeShape } from '../../inferShapes';
import type { PlanTensor } from './planBuilder';

/** A tensor [N,H,W,C']. */
export interface StoredValue {
  readonly tensor: PlanTensor;
  readonly shape: NodeShape;
  /** What a reader computes: the norm and activation of a convolution whose output is stored before its norm. */
  readonly onLoad: OnLoad;
  /** [N,C',2], with `normAct` only. */
  readonly scaleShift: PlanTensor | null;
}

/** A value as one of the one or two inputs of a layer: the region from the crop on is read. */
export interface LayerSource {
  readonly value: StoredValue;
  readonly cropY: number;
  readonly cropX: number;
}

/** What is known of a node once its forward pass is lowered. */
export interface StoredNode {
  /** The output; two side by side for a concat, which is never stored as one. */
  readonly sources: readonly LayerSource[];
  /** Of a pool: which pixels won. */
  readonly winners: PlanTensor | null;
  /** Of a convolution with norm: mean and inverse deviation, [N,C',2]. */
  readonly statistics: PlanTensor | null;
}

/** A node whose output is stored as the next layer reads it. */
export function plainNode(tensor: PlanTensor, shape: NodeShape): StoredNode {
  const value: StoredValue = { tensor, shape, onLoad: { kind: 'none' }, scaleShift: null };
  return { sources: [wholeSource(value)], winners: null, statistics: null };
}

/** All of a value. */
export function wholeSource(value: StoredValue): LayerSource {
  return { value, cropY: 0, cropX: 0 };
}

export function kernelSource({ value, cropY, cropX }: LayerSource): Source {
  return { ...value.shape, cropY, cropX, onLoad: value.onLoad };
}

/** Bytes of [N,H,W,C']. */
export function shapeBytes(batch: number, { height, width, channels }: NodeShape): number {
  return tensorBytes(batch, height, width, channels);
}
