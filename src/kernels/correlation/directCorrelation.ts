/**
 * A correlation without workgroup memory or barriers: every thread streams its inputs and weights straight from
 * the buffers into a register tile. The variant for software adapters, small layers and GPUs with good caches.
 */
import { type KernelProgram, linearGrid } from '../program';
import { channelGroups, loadScaleShift, type Source } from '../wgsl/source';
import { correlationBindings, declareCorrelation, sourceName } from './bindings';
import { readColumns } from './columns';
import type { Correlation } from './correlation';
import {
  addDotProducts,
  addOuterProducts,
  declareSums,
  range,
  type TapRow,
  tileColumns,
} from './registerTile';
import { declareStatistics, mergeRow, storeStatistics } from './statistics';
import { storeRow } from './storeRow';
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

/** All taps and inputs of one output row of the tile. */
function sumRow(correlation: Correlation, tile: DirectTile): string {
  const { kernel, stride, pad, region, epilogue } = correlation;
  let firstInput = 0;
  const sources = correlation.sources.map((source, i) => {
    const text = sumSource(correlation, tile, source, sourceName(correlation, i), firstInput);
    firstInput += channelGroups(source.channels) * 4;
    return text;
  });
  return /* wgsl */ `
  ${declareSums(tile, (group) => epilogue.initial(`firstGroup + ${group}`))}
  for (var ky = 0; ky < ${kernel}; ky++) {
    let inputY = y * ${stride} + ky - ${pad};
    ${pad === 0 ? '' : `if (inputY < 0 || inputY >= ${region.height}) { continue; }`}
    ${sources.join('\n')}
  }`;
}

/** The inputs of one source, four at a time, for one row of taps. */
function sumSource(
  correlation: Correlation,
  tile: DirectTile,
  source: Source,
  name: string,
  firstInput: number,
): string {
  const { kernel, stride } = correlation;
  const groups = channelGroups(source.channels);
  const columns = range(tileColumns(tile, kernel, stride));
  const row = { tile, kernel, stride, column: (i: number) => `${name}${columns[i]}` };
  return /* wgsl */ `
    {
      let rowStart = (n * ${source.height} + inputY + ${source.cropY}) * ${source.width} + ${source.cropX};
      for (var group = 0; group < ${groups}; group++) {
        ${loadScaleShift(name, source, 'n', 'group')}
        ${readColumns(correlation, tile, source, name)}
        ${weightStart(correlation, firstInput)}
        ${addTaps(correlation, row)}
      }
    }`;
}

/** Defines `weight`, the index of the first weight of tap (ky, 0) and input group `group`. */
function weightStart({ kernel, weights }: Correlation, firstInput: number): string {
  const { order, inputs, outputs, firstOutput, flipped } = weights;
  const tap = flipped ? `(${kernel * kernel - 1} - ky * ${kernel})` : `ky * ${kernel}`;
  if (order === 'inputMajor') {
    const input = `${tap} * ${inputs} + ${firstInput} + group * 4`;
    return `let weight = (${input}) * ${outputs / 4} + ${firstOutput / 4} + firstGroup;`;
  }
  const output = `${tap} * ${outputs} + ${firstOutput} + firstGroup * 4`;
  return `let weight = (${output}) * ${inputs / 4} + ${firstInput / 4} + group;`;
}

function addTaps({ weights }: Correlation, row: TapRow): string {
  const { order, inputs, outputs, flipped } = weights;
  const tapStride = (inputs * outputs) / 4;
  const at = (kx: number, offset: number) => `weights[weight + ${(flipped ? -kx : kx) * tapStride + offset}]`;
  if (order === 'inputMajor') {
    return addOuterProducts(row, (kx, input, group) => at(kx, (input * outputs) / 4 + group));
  }
  return addDotProducts(row, (kx, output, group) => at(kx, ((group * 4 + output) * inputs) / 4));
}
