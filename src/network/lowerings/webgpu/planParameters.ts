/**
 * Where the parameters of a graph lie in the flat buffers of a plan: the same for all its plans. In memory input
 * and output channels are padded with zeros to multiples of 4, the two sources of a convolution each by itself.
 */
import { defined } from '../../../common/assert';
import { paddedChannels } from '../../../kernels/program';
import { ARENA_ALIGNMENT } from '../../arena';
import type { Graph, GraphNode } from '../../graph';
import { type Parameter, parameterTable } from '../../parameterTable';
import type { PlannedParameter } from './compiledPlan';
import { product } from './parameterPlaces';

const ALIGNED_FLOATS = ARENA_ALIGNMENT / 4;

/** In the order of the parameter table, each at a multiple of 256 bytes. */
export function planParameters(graph: Graph): readonly PlannedParameter[] {
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  let offset = 0;
  return parameterTable(graph).map((parameter) => {
    const places = axisPlaces(parameter, inputParts(graph, nodes.get(parameter.node)));
    const paddedShape = places.map(({ size }) => size);
    const planned = {
      name: parameter.name,
      offset,
      shape: parameter.shape,
      paddedShape,
      places: places.map(({ place }) => place),
    };
    offset += Math.ceil(product(paddedShape) / ALIGNED_FLOATS) * ALIGNED_FLOATS;
    return planned;
  });
}

/** Floats of each flat buffer. */
export function flatLength(parameters: readonly PlannedParameter[]): number {
  const last = defined(parameters.at(-1), 'last parameter');
  return last.offset + Math.ceil(paddedCount(last) / ALIGNED_FLOATS) * ALIGNED_FLOATS;
}

/** Floats of one parameter in memory. */
export function paddedCount({ paddedShape }: PlannedParameter): number {
  return product(paddedShape);
}

interface Axis {
  /** In memory. */
  readonly size: number;
  /** Place in memory of each index. */
  readonly place: readonly number[];
}

function axisPlaces({ layout, shape }: Parameter, inputs: readonly number[]): Axis[] {
  const [height = 1, width = 1] = shape;
  const kernel = [plainAxis(height), plainAxis(width)];
  const outputs = paddedAxis([layout === 'HWOI' ? (shape[2] ?? 0) : (shape.at(-1) ?? 0)]);
  if (layout === 'O') return [outputs];
  return layout === 'HWIO'
    ? [...kernel, paddedAxis(inputs), outputs]
    : [...kernel, outputs, paddedAxis(inputs)];
}

function plainAxis(size: number): Axis {
  return { size, place: Array.from({ length: size }, (_, index) => index) };
}

/** Parts side by side, each padded on its own. */
function paddedAxis(parts: readonly number[]): Axis {
  const place: number[] = [];
  let size = 0;
  for (const channels of parts) {
    for (let c = 0; c < channels; c++) place.push(size + c);
    size += paddedChannels(channels);
  }
  return { size, place };
}

/** Channels of each tensor that a node's convolution reads: two for one over a skip and what came up. */
function inputParts(graph: Graph, node: GraphNode | undefined): readonly number[] {
  if (!node || node.op === 'input') return [];
  const input = defined(graph.nodes[node.input], 'input');
  if (input.op !== 'concat') return [input.channels];
  const channelsOf = (id: number) => defined(graph.nodes[id], `node ${id}`).channels;
  return [channelsOf(input.skip), channelsOf(input.input)];
}
