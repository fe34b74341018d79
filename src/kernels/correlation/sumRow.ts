/**
 * WGSL of one output row of a thread's register tile, streamed from the buffers: every thread reads its own inputs;
 * weights each for itself, or shared with the threads of its subgroup. Used by directCorrelation and subgroupCorrelation.
 */
import { channelGroups, loadScaleShift, type Source } from '../wgsl/source';
import { sourceName } from './bindings';
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
import type { StreamingTile } from './tiles';

/** All taps and inputs of one output row of the tile. */
export function sumRow(correlation: Correlation, tile: StreamingTile): string {
  const { kernel, stride, pad, epilogue } = correlation;
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
    ${leaveOutRow(correlation, tile)}
    ${sources.join('\n')}
  }`;
}

/** A row of padding adds nothing. Threads that share have to take every turn of a loop, so they read zeros instead. */
function leaveOutRow({ pad, region }: Correlation, { kind }: StreamingTile): string {
  if (pad === 0) return '';
  if (kind === 'direct') return `if (inputY < 0 || inputY >= ${region.height}) { continue; }`;
  return `let rowInside = inputY >= 0 && inputY < ${region.height};`;
}

/** The inputs of one source, four at a time, for one row of taps. */
function sumSource(
  correlation: Correlation,
  tile: StreamingTile,
  source: Source,
  name: string,
  firstInput: number,
): string {
  const { kernel, stride, pad } = correlation;
  const groups = channelGroups(source.channels);
  const columns = range(tileColumns(tile, kernel, stride));
  const row = { tile, kernel, stride, column: (i: number) => `${name}${columns[i]}` };
  const shared = tile.kind === 'subgroup';
  const rowTest = shared && pad > 0 ? 'rowInside' : '';
  return /* wgsl */ `
    {
      let rowStart = (n * ${source.height} + inputY + ${source.cropY}) * ${source.width} + ${source.cropX};
      for (var group = 0; group < ${groups}; group++) {
        ${loadScaleShift(name, source, 'n', 'group')}
        ${readColumns(correlation, tile, source, name, rowTest)}
        ${weightStart(correlation, firstInput)}
        ${shared ? loadShared(correlation, row) : ''}
        ${addTaps(correlation, row, shared)}
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

/** Where the vec4f of `line` lies after `weight`: input `line` of the four, or of the outputs of a group. */
function weightAt({ weights }: Correlation, kx: number, line: string, group: number): string {
  const { order, inputs, outputs, flipped } = weights;
  const tap = ((flipped ? -kx : kx) * inputs * outputs) / 4;
  return order === 'inputMajor'
    ? `weights[weight + ${tap + group} + ${line} * ${outputs / 4}]`
    : `weights[weight + ${tap + group * inputs} + ${line} * ${inputs / 4}]`;
}

/**
 * Each thread of a subgroup loads one of the four lines of each tap and group, that of its place there modulo four: the
 * first four threads have all of them, however many there are (4 to 128, as WGSL says).
 */
function loadShared(correlation: Correlation, { kernel, tile }: TapRow): string {
  return range(kernel)
    .flatMap((kx) =>
      range(tile.groups).map(
        (group) => `let own${kx}_${group} = ${weightAt(correlation, kx, 'line', group)};`,
      ),
    )
    .join('\n');
}

function addTaps(correlation: Correlation, row: TapRow, shared: boolean): string {
  const weight = (kx: number, line: number, group: number) =>
    shared ? `subgroupBroadcast(own${kx}_${group}, ${line}u)` : weightAt(correlation, kx, `${line}`, group);
  return correlation.weights.order === 'inputMajor'
    ? addOuterProducts(row, weight)
    : addDotProducts(row, weight);
}
