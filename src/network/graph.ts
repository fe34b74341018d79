/**
 * The network as a list of few operations in the order they run. Everything else about a network (shapes,
 * parameters, tiles, the tf.js model) is derived from this list; nothing about a U-Net is written twice.
 */
import type { Padding, SpecActivation } from '../domain/network';

/** Index of a node in its graph; inputs of a node always have smaller ids. */
export type NodeId = number;

interface NodeBase {
  /** Unique in the graph; the prefix of the node's parameters ("encoder.0.conv1"). */
  readonly name: string;
  /** Channels of the node's output. */
  readonly channels: number;
}

/** The normalised image, [N,H,W,channels]. */
export interface InputNode extends NodeBase {
  readonly op: 'input';
}

/** 3x3 convolution, then a norm or, without one, a bias, then an activation. */
export interface ConvNode extends NodeBase {
  readonly op: 'conv';
  readonly input: NodeId;
  readonly inChannels: number;
  readonly padding: Padding;
  /** An instance norm with factor and offset for each channel, and the prefix of these parameters. */
  readonly norm: { readonly name: string } | null;
  readonly activation: SpecActivation;
}

/** 2x2 maximum, stride 2; both sides of its input have to be even. */
export interface PoolNode extends NodeBase {
  readonly op: 'pool';
  readonly input: NodeId;
}

/** Inverted dropout while training; otherwise its output is its input. */
export interface DropoutNode extends NodeBase {
  readonly op: 'dropout';
  readonly input: NodeId;
  /** Of dropping a value, above 0, below 1. */
  readonly probability: number;
  /** Tells the network's dropouts apart, counting from 0. */
  readonly layer: number;
}

/** Transposed 2x2 convolution, stride 2, maybe a bias, activation (the paper's "up-convolution" is linear). */
export interface UpConvNode extends NodeBase {
  readonly op: 'upconv';
  readonly input: NodeId;
  readonly inChannels: number;
  /** None where what follows is a convolution with norm: but at the borders, the norm takes it out again. */
  readonly bias: boolean;
  readonly activation: 'linear' | 'relu';
}

/** The skip connection: the encoder's output, cropped around its centre to the size of `input`, then `input`. */
export interface ConcatNode extends NodeBase {
  readonly op: 'concat';
  readonly skip: NodeId;
  readonly input: NodeId;
}

/** 1x1 convolution with bias to one logit a class; no activation. */
export interface HeadNode extends NodeBase {
  readonly op: 'head';
  readonly input: NodeId;
  readonly inChannels: number;
}

export type GraphNode = InputNode | ConvNode | PoolNode | DropoutNode | UpConvNode | ConcatNode | HeadNode;

export interface Graph {
  /** In an order in which they can run: the first is the input, the last the head. */
  readonly nodes: readonly GraphNode[];
  /** 2^depth: sizes and tile origins that keep every pooling grid in place are multiples of it, px. */
  readonly alignment: number;
}

/** The ids of the nodes that a node reads. */
export function inputsOf(node: GraphNode): readonly NodeId[] {
  if (node.op === 'input') return [];
  return node.op === 'concat' ? [node.skip, node.input] : [node.input];
}
