/** Tile shapes of the variants, and the ones taken where none is given. Sizes never change a result's shape. */

import { channelGroups } from '../wgsl/source';
import type { Correlation, Size } from './correlation';
import type { FilterGradient } from './filterGradient';
import { inputGroups } from './filterGradient';
import { tileColumns } from './registerTile';

/** A thread's pixels and channels, see registerTile. */
export interface RegisterTile {
  /** Neighbouring output pixels of a row. */
  readonly pixels: number;
  /** Groups of four output channels; without workgroup memory they divide the groups evenly. */
  readonly groups: number;
}

/** With `rows` > 1 a thread walks down that many output rows, one after the other. */
export interface DirectTile extends RegisterTile {
  readonly kind: 'direct';
  readonly rows: number;
}

/** A workgroup of down x across x channels threads; each row of it is one output row. */
export interface TiledTile extends RegisterTile {
  readonly kind: 'tiled';
  readonly down: number;
  readonly across: number;
  readonly channels: number;
  /** Groups of four input channels that are in workgroup memory at once. */
  readonly inputs: number;
}

export type CorrelationTile = DirectTile | TiledTile;

/** A thread's part of a filter gradient, see filterTile. */
export interface RegisterFilterTile {
  /** Groups of four output channels; without workgroup memory they divide the groups evenly. */
  readonly groups: number;
  /** Rows of taps: 1 or all. All where the bias's gradient is the sum of the inputs under the taps. */
  readonly taps: number;
}

export interface DirectFilterTile extends RegisterFilterTile {
  readonly kind: 'direct';
  /** Neighbouring pixels that are added together, so that a sum takes several products in a row. */
  readonly pixels: number;
}

/**
 * As `direct`, but four neighbouring threads share the outputs of a tile, each one taking every fourth channel: they
 * load gradients side by side and the same inputs. Its `groups` are then channels of a thread.
 */
export interface LanesFilterTile extends RegisterFilterTile {
  readonly kind: 'lanes';
  readonly pixels: number;
}

/** A workgroup of inputs x outputs x splits threads. */
export interface TiledFilterTile extends RegisterFilterTile {
  readonly kind: 'tiled';
  readonly inputs: number;
  readonly outputs: number;
  readonly splits: number;
  /** Pixels of a row that are in workgroup memory at once. */
  readonly pixels: number;
}

export type FilterTile = DirectFilterTile | LanesFilterTile | TiledFilterTile;

/** Threads of a tiled workgroup where none are asked for. */
const THREADS = 64;
/** Workgroup memory of a tile, at most, in vec4f: the 16 KiB that every WebGPU device has. */
export const MEMORY_VECTORS = 1024;

/** Output pixels over which one entry of the statistics is taken. */
export function statisticsTile(tile: CorrelationTile): Size {
  if (tile.kind === 'direct') return { height: tile.rows, width: tile.pixels };
  return { height: tile.down, width: tile.across * tile.pixels };
}

/**
 * Work in multiply-adds from which a larger tile pays: it runs up to a half faster on the software adapter (which
 * makes one to two billion a second), but compiles two to four times as long there.
 */
const LARGE = 4e6;

export function directTile(correlation: Omit<Correlation, 'epilogue'>, statistics: boolean): DirectTile {
  const work = correlationWork(correlation);
  return {
    kind: 'direct',
    pixels: rowPixels(correlation.output.width, work > LARGE ? [16, 8, 4] : [8, 4]),
    groups: work > LARGE && correlation.outputGroups % 2 === 0 ? 2 : 1,
    rows: statistics ? 8 : 1,
  };
}

/** Multiply-adds, those of padding included. */
export function correlationWork(correlation: Omit<Correlation, 'epilogue'>): number {
  const { batch, output, kernel, sources, outputGroups } = correlation;
  const inputs = sources.reduce((sum, { channels }) => sum + channelGroups(channels), 0);
  return batch * output.height * output.width * kernel ** 2 * inputs * outputGroups * 16;
}

/** The tile that covers a row with least work, where each tile costs about three pixels besides its own. */
function rowPixels(width: number, sizes: readonly number[]): number {
  const cost = (size: number) => Math.ceil(width / size) * (size + 3);
  return sizes.reduce((best, size) => (cost(size) < cost(best) ? size : best));
}

/** A thread's pixels and groups, and the threads of a workgroup: 64 to 256, a power of two. */
export interface TiledShape extends RegisterTile {
  readonly threads: number;
}

/** The largest workgroup of up to that many threads whose tile fits the workgroup memory of every device. */
export function tiledTile(
  correlation: Omit<Correlation, 'epilogue'>,
  shape: TiledShape = standardShape(correlation),
): TiledTile {
  const { outputGroups, output } = correlation;
  const { pixels, groups, threads } = shape;
  const channels = powerOfTwo(Math.min(8 / groups, outputGroups / groups));
  const across = Math.min(powerOfTwo(Math.ceil(output.width / pixels)), 2);
  const fits = (tile: TiledTile) => tileMemory(correlation, tile).vectors <= MEMORY_VECTORS;
  const down = threads / (channels * across);
  let tile: TiledTile = { kind: 'tiled', pixels, groups, down, across, channels, inputs: 1 };
  while (!fits(tile)) tile = { ...tile, down: tile.down / 2 };
  const doubled = { ...tile, inputs: 2 };
  return fits(doubled) ? doubled : tile;
}

function standardShape({ outputGroups, output }: Omit<Correlation, 'epilogue'>): TiledShape {
  const groups = outputGroups % 2 === 0 ? 2 : 1;
  return { pixels: rowPixels(output.width, [8, 4]), groups, threads: THREADS };
}

/** The patch of input and the weights that a tiled workgroup holds, in vec4f. */
export function tileMemory(
  { kernel, stride }: Pick<Correlation, 'kernel' | 'stride'>,
  tile: TiledTile,
): { rows: number; columns: number; patch: number; vectors: number } {
  const rows = (tile.down - 1) * stride + kernel;
  const columns = tileColumns({ pixels: tile.pixels * tile.across, groups: 1 }, kernel, stride);
  const patch = rows * columns * tile.inputs;
  const weights = kernel * kernel * tile.inputs * 4 * tile.channels * tile.groups;
  return { rows, columns, patch, vectors: patch + weights };
}

/**
 * A row of taps a thread for a 3x3 kernel: all nine run no faster on the software adapter, and take most of a
 * GPU's registers. Lanes wherever they can be: there they run up to half as fast again as groups of four outputs.
 */
export function directFilterTile(gradient: FilterGradient): DirectFilterTile | LanesFilterTile {
  const outputs = channelGroups(gradient.gradient.channels);
  const shape = { taps: tapRows(gradient), pixels: 2 };
  if (!lanesFit(gradient)) return { kind: 'direct', groups: 1, ...shape };
  const groups = [4, 2].find((count) => outputs % count === 0) ?? 1;
  return { kind: 'lanes', groups, ...shape };
}

/** Lanes load the gradient as it is stored, and have no place for a bias that is the sum of inputs. */
export function lanesFit({ gradient, bias }: FilterGradient): boolean {
  return gradient.onLoad.kind === 'none' && bias !== 'input';
}

export function tiledFilterTile(gradient: FilterGradient): TiledFilterTile {
  const outputGroups = channelGroups(gradient.gradient.channels);
  const groups = outputGroups % 2 === 0 ? 2 : 1;
  const inputs = powerOfTwo(Math.min(8, inputGroups(gradient)));
  const outputs = powerOfTwo(Math.min(8, outputGroups / groups));
  const splits = Math.min(4, THREADS / (inputs * outputs));
  return { kind: 'tiled', groups, taps: tapRows(gradient), inputs, outputs, splits, pixels: 8 };
}

/** Multiply-adds, those of padding included. */
export function filterWork(gradient: FilterGradient): number {
  const { batch, output, kernel } = gradient;
  const outputs = channelGroups(gradient.gradient.channels);
  return batch * output.height * output.width * kernel ** 2 * inputGroups(gradient) * outputs * 16;
}

function tapRows({ kernel }: FilterGradient): number {
  return kernel === 3 ? 1 : kernel;
}

/** The largest power of two that is at most `limit` (at least 1). */
function powerOfTwo(limit: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, limit)));
}
