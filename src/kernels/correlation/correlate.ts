/** Turns a correlation or a filter gradient into a program by the variant asked for. */
import { assert } from '../../common/assert';
import type { KernelProgram, WorkgroupPart } from '../program';
import { channelGroups } from '../wgsl/source';
import { correlationCandidates, filterCandidates } from './candidates';
import type { Correlation } from './correlation';
import { directCorrelation } from './directCorrelation';
import { directFilterGradient } from './directFilterGradient';
import type { FilterGradient } from './filterGradient';
import { tiledCorrelation } from './tiledCorrelation';
import { tiledFilterGradient } from './tiledFilterGradient';
import { correlationTileName, filterTileName, parseCorrelationTile, parseFilterTile } from './tileName';
import {
  type CorrelationTile,
  correlationWork,
  directFilterTile,
  directTile,
  type FilterTile,
  filterWork,
  lanesFit,
  statisticsTile,
  tiledFilterTile,
  tiledTile,
} from './tiles';
import { type KernelTiles, noteTuningPoint, roleOf } from './tuning';
import { correlationKey, filterKey } from './tuningKey';

/** `direct`: no barriers, registers only. `tiled`: workgroup memory and barriers. */
export type Variant = 'direct' | 'tiled';

export interface CorrelationOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | CorrelationTile;
  /** Tiles chosen for shapes; a shape that has one takes it whatever the variant. */
  readonly tiles?: KernelTiles | undefined;
}

export interface FilterGradientOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | FilterTile;
  /** As in CorrelationOptions. */
  readonly tiles?: KernelTiles | undefined;
  /** The workgroups to dispatch; by default all. */
  readonly part?: WorkgroupPart;
}

export function correlate(correlation: Correlation, options: CorrelationOptions): KernelProgram {
  const { statistics } = correlation.epilogue;
  const tile = correlationTile(correlation, statistics, options);
  return noteTuningPoint(correlateBy(correlation, tile), {
    key: correlationKey(correlation, statistics),
    role: roleOf(correlation.label),
    work: correlationWork(correlation),
    share: correlation.rows.count / correlation.output.height,
    tile: correlationTileName(tile),
    candidates: (kind) => correlationCandidates(correlation, statistics, kind).map(correlationTileName),
    build: (name) => correlateBy(correlation, parseCorrelationTile(name)),
  });
}

function correlateBy(correlation: Correlation, tile: CorrelationTile): KernelProgram {
  checkTile(correlation, tile);
  return tile.kind === 'direct' ? directCorrelation(correlation, tile) : tiledCorrelation(correlation, tile);
}

/** The tile that `correlate` takes; it also sets the statistics' layout. */
export function correlationTile(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  { variant, tiles }: CorrelationOptions,
): CorrelationTile {
  const chosen = tiles?.[correlationKey(correlation, statistics)];
  if (chosen !== undefined) return parseCorrelationTile(chosen);
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
  return noteTuningPoint(filterGradientBy(gradient, tile), {
    key: filterKey(gradient),
    role: roleOf(gradient.label),
    work: filterWork(gradient),
    share: 1 / gradient.part.of,
    tile: filterTileName(tile),
    candidates: (kind) => filterCandidates(gradient, kind).map(filterTileName),
    build: (name) => filterGradientBy(gradient, parseFilterTile(name)),
  });
}

function filterGradientBy(gradient: FilterGradient, tile: FilterTile): KernelProgram {
  checkFilterTile(gradient, tile);
  return tile.kind === 'tiled' ? tiledFilterGradient(gradient, tile) : directFilterGradient(gradient, tile);
}

function filterTile(gradient: FilterGradient, { variant, tiles }: FilterGradientOptions): FilterTile {
  const chosen = tiles?.[filterKey(gradient)];
  if (chosen !== undefined) return parseFilterTile(chosen);
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
