/**
 * As directCorrelation, but the threads of a subgroup share weights: each loads a quarter and hands it round. All
 * threads of a workgroup compute the same channels, so that it does not matter how it is divided into subgroups.
 */
import { type KernelProgram, linearGrid } from '../program';
import { correlationBindings, declareCorrelation } from './bindings';
import type { Correlation } from './correlation';
import { declareStatistics, mergeRow, storeStatistics } from './statistics';
import { storeRow } from './storeRow';
import { sumRow } from './sumRow';
import type { SubgroupTile } from './tiles';

/** Threads of a workgroup; none is smaller than the smallest subgroup. */
const WORKGROUPS = [64, 32, 16, 8, 4] as const;

/** Threads differ in their place alone within a workgroup, workgroups in channels first. */
export function subgroupCorrelation(correlation: Correlation, tile: SubgroupTile): KernelProgram {
  const bindings = correlationBindings(correlation);
  const strips = Math.ceil(correlation.rows.count / tile.rows);
  const across = Math.ceil(correlation.output.width / tile.pixels);
  const channelTiles = correlation.outputGroups / tile.groups;
  const places = correlation.batch * strips * across;
  const threads = workgroupSize(places);
  const { grid, rowLength } = linearGrid(Math.ceil(places / threads) * channelTiles);
  const wgsl = /* wgsl */ `
enable subgroups;
${declareCorrelation(correlation, bindings)}

@compute @workgroup_size(${threads})
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
  @builtin(subgroup_invocation_id) subgroupLane: u32,
) {
  let line = i32(subgroupLane & 3u);
  let number = i32(workgroup.x + workgroup.y * ${rowLength}u);
  let firstGroup = (number % ${channelTiles}) * ${tile.groups};
  let thread = number / ${channelTiles} * ${threads} + i32(lane);
  let alive = thread < ${places};
  let place = min(thread, ${places - 1});
  let x0 = (place % ${across}) * ${tile.pixels};
  let strip = (place / ${across}) % ${strips};
  let n = place / ${across * strips};
  let y0 = ${correlation.rows.start} + strip * ${tile.rows};
${rowLoop(correlation, tile)}
}`;
  return { label: correlation.label, wgsl, bindings, workgroups: grid };
}

/** The size that leaves least threads without a place, the largest of several such. */
function workgroupSize(places: number): number {
  const threads = (size: number) => Math.ceil(places / size) * size;
  return WORKGROUPS.reduce((best, size) => (threads(size) < threads(best) ? size : best));
}

/** Rows beyond the end are computed as well, since all threads have to take part; they are not stored. */
function rowLoop(correlation: Correlation, tile: SubgroupTile): string {
  const { statistics } = correlation.epilogue;
  if (tile.rows === 1 && !statistics) {
    return `let y = y0;\n${sumRow(correlation, tile)}\nif (alive) {\n${storeRow(correlation, tile, tile)}\n}`;
  }
  const end = correlation.rows.start + correlation.rows.count;
  return /* wgsl */ `
  ${statistics ? declareStatistics(tile) : ''}
  for (var row = 0; row < ${tile.rows}; row++) {
    let y = min(y0 + row, ${end - 1});
    let own = alive && y0 + row < ${end};
    ${sumRow(correlation, tile)}
    if (own) {
      ${storeRow(correlation, tile, tile)}
    }
    ${statistics ? mergeRow(correlation, tile, 'own') : ''}
  }
  ${statistics ? `if (alive) {\n${storeStatistics(correlation, tile, 'y0', 'x0')}\n}` : ''}`;
}
