/** Turns a correlation or a filter gradient into a program by the variant asked for. */
import { assert } from '../../common/assert';
import type { KernelProgram, WorkgroupPart } from '../program';
import { channelGroups } from '../wgsl/source';
import type { Correlation } from './correlation';
import { directCorrelation } from './directCorrelation';
import { directFilterGradient } from './directFilterGradient';
import type { FilterGradient } from './filterGradient';
import { tiledCorrelation } from './tiledCorrelation';
import { tiledFilterGradient } from './tiledFilterGradient';
import {
  type CorrelationTile,
  directFilterTile,
  directTile,
  type FilterTile,
  lanesFit,
  statisticsTile,
  tiledFilterTile,
  tiledTile,
} from './tiles';

/** `direct`: no barriers, registers only. `tiled`: workgroup memory and barriers. */
export type Variant = 'direct' | 'tiled';

export interface CorrelationOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | CorrelationTile;
}

export interface FilterGradientOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | FilterTile;
  /** The workgroups to dispatch; by default all. */
  readonly part?: WorkgroupPart;
}

export function correlate(correlation: Correlation, options: CorrelationOptions): KernelProgram {
  const tile = correlationTile(correlation, correlation.epilogue.statistics, options);
  checkTile(correlation, tile);
  return tile.kind === 'direct' ? directCorrelation(correlation, tile) : tiledCorrelation(correlation, tile);
}

/** The tile that `correlate` takes; it also sets the statistics' layout. */
export function correlationTile(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  { variant }: CorrelationOptions,
): CorrelationTile {
  if (variant === 'direct') return directTile(correlation, statistics);
  return variant === 'tiled' ? tiledTile(correlation) : variant;
}

/** A tile that is forced may not suit the shape: that is a bug of whoever forces it. */
function checkTile({ label, outputGroups, rows, epilogue }: Correlation, tile: CorrelationTile): void {
  if (tile.kind === 'direct') assert(outputGroups % tile.groups === 0, `${label}: groups divide evenly`);
  const { height } = statisticsTile(tile);
  assert(
    !epilogue.statistics || rows.start % height === 0,
    `${label}: a band begins at a tile of ${height} rows`,
  );
}

export function filterGradient(gradient: FilterGradient, options: FilterGradientOptions): KernelProgram {
  const tile = filterTile(gradient, options);
  checkFilterTile(gradient, tile);
  return tile.kind === 'tiled' ? tiledFilterGradient(gradient, tile) : directFilterGradient(gradient, tile);
}

function filterTile(gradient: FilterGradient, { variant }: FilterGradientOptions): FilterTile {
  if (variant === 'direct') return directFilterTile(gradient);
  return variant === 'tiled' ? tiledFilterTile(gradient) : variant;
}

function checkFilterTile(gradient: FilterGradient, tile: FilterTile): void {
  const { label, kernel, bias } = gradient;
  const whole = tile.taps === kernel;
  assert(whole || (tile.taps === 1 && bias !== 'input'), `${label}: ${tile.taps} of ${kernel} rows of taps`);
  if (tile.kind !== 'tiled') {
    assert(channelGroups(gradient.gradient.channels) % tile.groups === 0, `${label}: groups divide evenly`);
  }
  if (tile.kind === 'lanes') {
    assert(lanesFit(gradient), `${label}: lanes read a gradient as it is stored`);
  }
}
