/** The tiles worth timing for a shape: the ones that published tunings of matrix kernels end up with, and ours. */
import { channelGroups } from '../wgsl/source';
import type { Correlation } from './correlation';
import type { FilterGradient } from './filterGradient';
import { statisticsMemory } from './statistics';
import {
  type CorrelationTile,
  type DirectTile,
  directFilterTile,
  directTile,
  type FilterTile,
  lanesFit,
  MEMORY_VECTORS,
  type TiledTile,
  tiledFilterTile,
  tiledTile,
} from './tiles';

type Kind = 'direct' | 'tiled';

/** Pixels and groups of four channels a thread, without workgroup memory. */
const DIRECT = [
  [16, 2],
  [16, 4],
  [8, 2],
  [16, 1],
  [8, 1],
  [4, 2],
  [4, 1],
] as const;

/** Pixels, groups and threads of a workgroup, with it: 8x8, 4x8, 8x4 and 4x4 outputs a thread. */
const TILED = [
  [8, 2, 64],
  [4, 2, 64],
  [8, 2, 128],
  [4, 1, 64],
  [8, 1, 64],
  [4, 2, 256],
] as const;

/** Likeliest first: the default tile, then others of its kind, then those of the other kind. */
export function correlationCandidates(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  kind: Kind,
): CorrelationTile[] {
  const direct = directCandidates(correlation, statistics);
  const tiled = tiledCandidates(correlation).filter(
    (tile) => !statistics || statisticsMemory(tile) <= MEMORY_VECTORS,
  );
  return kind === 'direct' ? [...direct, ...tiled.slice(0, 1)] : [...tiled, ...direct];
}

function directCandidates(correlation: Omit<Correlation, 'epilogue'>, statistics: boolean): DirectTile[] {
  const standard = directTile(correlation, statistics);
  const others = DIRECT.filter(([, groups]) => correlation.outputGroups % groups === 0)
    .filter(([pixels]) => pixels < correlation.output.width * 2)
    .map(([pixels, groups]): DirectTile => ({ ...standard, pixels, groups }));
  return distinct([standard, ...others]);
}

function tiledCandidates(correlation: Omit<Correlation, 'epilogue'>): TiledTile[] {
  const others = TILED.filter(([, groups]) => correlation.outputGroups % groups === 0)
    .filter(([pixels]) => pixels < correlation.output.width * 2)
    .map(([pixels, groups, threads]) => tiledTile(correlation, { pixels, groups, threads }));
  return distinct([tiledTile(correlation), ...others]);
}

export function filterCandidates(gradient: FilterGradient, kind: Kind): FilterTile[] {
  const direct = streamingCandidates(gradient);
  const tiled = distinct([tiledFilterTile(gradient), { ...tiledFilterTile(gradient), groups: 1 }]);
  return kind === 'direct' ? [...direct, ...tiled.slice(0, 1)] : [...tiled, ...direct];
}

function streamingCandidates(gradient: FilterGradient): FilterTile[] {
  const standard = directFilterTile(gradient);
  const { taps } = standard;
  const groups = [4, 2, 1].filter((count) => channelGroups(gradient.gradient.channels) % count === 0);
  const lanes = groups.map((count): FilterTile => ({ kind: 'lanes', groups: count, taps, pixels: 2 }));
  const vectors = groups
    .filter((count) => count < 4)
    .map((count): FilterTile => ({ kind: 'direct', groups: count, taps, pixels: 2 }));
  return distinct([standard, ...(lanesFit(gradient) ? lanes : []), ...vectors]);
}

function distinct<Tile>(tiles: readonly Tile[]): Tile[] {
  return [
    ...new Map(tiles.map((tile) => [JSON.stringify(Object.entries(tile as object).sort()), tile])).values(),
  ];
}
