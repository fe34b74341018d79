/**
 * A correlation without workgroup memory or barriers: every thread streams its inputs and weights straight from
 * the buffers into a register tile. The variant for software adapters, small layers and GPUs with good caches.
 */
import { type KernelProgram, linearGrid } from '../program';
import { correlationBindings, declareCorrelation } from './bindings';
import type { Correlation } from './correlation';
import { declareStatistics, mergeRow, storeStatistics } from './statistics';
import { storeRow } from './storeRow';
import { sumRow } from './sumRow';
import type { DirectTile } from './tiles';

const WORKGROUP = 64;

/** Threads differ in channels first, then along the row, so that neighbours share inputs and write side by side. */
export function directCorrelation(correlation: Correlation, tile: DirectTile): KernelProgram {
  const bindings = correlationBindings(correlation);
  const strips = Math.ceil(correlation.rows.count / tile.rows);
  const across = Math.ceil(correlation.output.width / tile.pixels);
  const channelTiles = correlation.outputGroups / tile.groups;
  const threads = correlation.batch * strips * across * channelTiles;
  const { grid, rowLength } = linearGrid(Math.ceil(threads / WORKGROUP));
  const wgsl = /* wgsl */ `
${declareCorrelation(correlation, bindings)}

@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let thread = i32((workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane);
  if (thread >= ${threads}) { return; }
  let firstGroup = (thread % ${channelTiles}) * ${tile.groups};
  let place = thread / ${channelTiles};
  let x0 = (place % ${across}) * ${tile.pixels};
  let strip = (place / ${across}) % ${strips};
  let n = place / ${across * strips};
  let y0 = ${correlation.rows.start} + strip * ${tile.rows};
${rowLoop(correlation, tile)}
}`;
  return { label: correlation.label, wgsl, bindings, workgroups: grid };
}

function rowLoop(correlation: Correlation, tile: DirectTile): string {
  const body = `${sumRow(correlation, tile)}\n${storeRow(correlation, tile, tile)}`;
  const { statistics } = correlation.epilogue;
  if (tile.rows === 1 && !statistics) return `let y = y0;\n${body}`;
  const end = correlation.rows.start + correlation.rows.count;
  return /* wgsl */ `
  ${statistics ? declareStatistics(tile) : ''}
  for (var y = y0; y < min(y0 + ${tile.rows}, ${end}); y++) {
    ${body}
    ${statistics ? mergeRow(correlation, tile, 'true') : ''}
  }
  ${statistics ? storeStatistics(correlation, tile, 'y0', 'x0') : ''}`;
}
