/** The masks that the dropout kernels draw, drawn on the CPU: for tf.js, which then drops the same values. Pure. */
import { dropoutKeeps } from '../kernels/dropout/dropout';
import type { DropoutNode, Graph } from './graph';
import { inferShapes } from './inferShapes';

export interface DropoutDraw {
  readonly batch: number;
  /** Side of the input, px. */
  readonly side: number;
  readonly seed: number;
  /** Optimizer step, counting from 0. */
  readonly step: number;
  /** Logical index of the first sample within the step's whole batch. */
  readonly firstSample: number;
}

export interface DropoutMask {
  readonly shape: readonly [number, number, number, number];
  /** Ones and zeros, in the shape's order. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** By the name of the dropout node. */
export function dropoutMasks(graph: Graph, draw: DropoutDraw): ReadonlyMap<string, DropoutMask> {
  const shapes = inferShapes(graph, draw.side, draw.side);
  const masks = new Map<string, DropoutMask>();
  for (const [id, node] of graph.nodes.entries()) {
    if (node.op !== 'dropout') continue;
    const { height = 0, width = 0, channels = 0 } = shapes[id] ?? {};
    masks.set(node.name, maskOf(node, draw, [draw.batch, height, width, channels]));
  }
  return masks;
}

function maskOf(
  node: DropoutNode,
  { seed, step, firstSample }: DropoutDraw,
  shape: readonly [number, number, number, number],
): DropoutMask {
  const [batch, height, width, channels] = shape;
  const values = new Float32Array(batch * height * width * channels);
  for (let i = 0; i < values.length; i++) {
    const pixel = Math.floor(i / channels);
    const sample = firstSample + Math.floor(pixel / width / height);
    const place = [sample, Math.floor(pixel / width) % height, pixel % width, i % channels] as const;
    values[i] = dropoutKeeps(node, seed, step, place) ? 1 : 0;
  }
  return { shape, values };
}
