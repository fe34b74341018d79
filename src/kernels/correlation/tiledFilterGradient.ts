/**
 * A filter gradient through workgroup memory: a workgroup stages pieces of input rows and gradient rows that all
 * its threads share; each thread holds a row of taps (or all) of a group of inputs and a few of outputs. Narrow layers put
 * several strips of rows into one workgroup.
 */
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { callLoad, channelGroups, declareLoad, loadScaleShift, type Source } from '../wgsl/source';
import { inputName, vectorTypes } from './bindings';
import { type FilterGradient, filterGradientBindings, partialsLayout } from './filterGradient';
import { addPixels, declareFilterSums, storeFilterSums } from './filterTile';
import { range } from './registerTile';
import type { TiledFilterTile } from './tiles';

export function tiledFilterGradient(gradient: FilterGradient, tile: TiledFilterTile): KernelProgram {
  const bindings = filterGradientBindings(gradient);
  const { splits } = partialsLayout(gradient);
  const strips = splits / gradient.batch;
  const inputTiles = gradient.inputs.map(({ channels }) => Math.ceil(channelGroups(channels) / tile.inputs));
  const tilesIn = inputTiles.reduce((sum, tiles) => sum + tiles, 0);
  const outputs = channelGroups(gradient.gradient.channels);
  const tilesOut = Math.ceil(outputs / (tile.outputs * tile.groups));
  const tapTiles = gradient.kernel / tile.taps;
  const workgroups = Math.ceil(splits / tile.splits) * tilesIn * tilesOut * tapTiles;
  const { grid, rowLength, start } = linearGrid(workgroups, gradient.part);
  const { vectors } = stageSizes(gradient, tile);
  const wgsl = /* wgsl */ `
${declareBindings(bindings, vectorTypes(bindings))}
${gradient.inputs.map((source, i) => declareLoad(inputName(gradient, i), source)).join('\n')}
${declareLoad(gradient.gradientName, gradient.gradient)}
// For each split: the input [rows, columns, groups], then the gradient [pixels, groups].
var<workgroup> shared_: array<vec4f, ${vectors * tile.splits}>;

@compute @workgroup_size(${tile.inputs * tile.outputs * tile.splits})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = i32(${start}u + workgroup.x + workgroup.y * ${rowLength}u);
  let outputTile = (place % ${tilesOut}) * ${tile.outputs * tile.groups};
  let inputTile = (place / ${tilesOut}) % ${tilesIn};
  let firstTap = (place / ${tilesOut * tilesIn}) % ${tapTiles} * ${tile.taps};
  let laneOutput = i32(lane) % ${tile.outputs};
  let laneInput = (i32(lane) / ${tile.outputs}) % ${tile.inputs};
  let laneSplit = i32(lane) / ${tile.outputs * tile.inputs};
  let laneInSplit = i32(lane) % ${tile.outputs * tile.inputs};
  let split = (place / ${tilesOut * tilesIn * tapTiles}) * ${tile.splits} + laneSplit;
  let n = split / ${strips};
  let firstRow = (split % ${strips}) * ${gradient.split.rows};
  // No rows where the split is beyond the last: such threads only keep the others company at the barriers.
  let endRow = select(0, min(firstRow + ${gradient.split.rows}, ${gradient.output.height}), split < ${splits});
  let stage = laneSplit * ${vectors};
  let outputGroup = outputTile + laneOutput * ${tile.groups};
  ${declareFilterSums(gradient, tile)}
  ${sumInputs(gradient, tile, inputTiles)}
}`;
  return { label: gradient.label, wgsl, bindings, workgroups: grid };
}

/** Columns of staged input, and vec4f of a split's stage. */
function stageSizes({ kernel, stride }: FilterGradient, tile: TiledFilterTile) {
  const columns = (tile.pixels - 1) * stride + kernel;
  const inputs = tile.taps * columns * tile.inputs;
  const outputs = tile.outputs * tile.groups;
  return { columns, inputs, outputs, vectors: inputs + tile.pixels * outputs };
}

/** One source's sums, or two behind a branch on the workgroup's tile of inputs. */
function sumInputs(gradient: FilterGradient, tile: TiledFilterTile, inputTiles: number[]): string {
  let firstGroup = 0;
  let firstTile = 0;
  return gradient.inputs
    .map((source, i) => {
      const text = /* wgsl */ `
  if (inputTile >= ${firstTile} && inputTile < ${firstTile + (inputTiles[i] ?? 0)}) {
    let group = (inputTile - ${firstTile}) * ${tile.inputs} + laneInput;
    ${sumInput(gradient, tile, source, inputName(gradient, i), firstTile)}
    let inputGroup = ${firstGroup} + group;
    ${storeInput(gradient, tile, source)}
  }`;
      firstGroup += channelGroups(source.channels);
      firstTile += inputTiles[i] ?? 0;
      return text;
    })
    .join('\n');
}

function storeInput(gradient: FilterGradient, tile: TiledFilterTile, source: Source): string {
  const { splits } = partialsLayout(gradient);
  const outputs = channelGroups(gradient.gradient.channels);
  return /* wgsl */ `
    if (split < ${splits} && group < ${channelGroups(source.channels)} && outputGroup < ${outputs}) {
      ${storeFilterSums(gradient, tile)}
    }`;
}

function sumInput(
  gradient: FilterGradient,
  tile: TiledFilterTile,
  source: Source,
  name: string,
  firstTile: number,
): string {
  return /* wgsl */ `
    for (var step = 0; step < ${gradient.split.rows}; step++) {
      let y = firstRow + step;
      for (var x0 = 0; x0 < ${gradient.output.width}; x0 += ${tile.pixels}) {
        workgroupBarrier();
        ${stageInput(gradient, tile, source, name, firstTile)}
        ${stageGradient(gradient, tile)}
        workgroupBarrier();
        ${addStaged(gradient, tile)}
      }
    }`;
}

/** Input under the taps of one row's pixels from x0 on, zero outside the region and the strip. */
function stageInput(
  gradient: FilterGradient,
  tile: TiledFilterTile,
  source: Source,
  name: string,
  firstTile: number,
): string {
  const { stride, pad, region } = gradient;
  const { columns, inputs } = stageSizes(gradient, tile);
  const groups = channelGroups(source.channels);
  return /* wgsl */ `
        for (var i = laneInSplit; i < ${inputs}; i += ${tile.inputs * tile.outputs}) {
          let fromGroup = (inputTile - ${firstTile}) * ${tile.inputs} + i % ${tile.inputs};
          let px = x0 * ${stride} - ${pad} + (i / ${tile.inputs}) % ${columns};
          let py = y * ${stride} - ${pad} + firstTap + i / ${tile.inputs * columns};
          var value = vec4f();
          if (px >= 0 && px < ${region.width} && py >= 0 && py < ${region.height} && y < endRow && fromGroup < ${groups}) {
            ${loadScaleShift(name, source, 'n', 'fromGroup')}
            let pixel = (n * ${source.height} + py + ${source.cropY}) * ${source.width} + px + ${source.cropX};
            value = ${callLoad(name, source, `pixel * ${groups} + fromGroup`)};
          }
          shared_[stage + i] = value;
        }`;
}

function stageGradient(gradient: FilterGradient, tile: TiledFilterTile): string {
  const { gradient: source, gradientName: name, output } = gradient;
  const { inputs, outputs } = stageSizes(gradient, tile);
  const groups = channelGroups(source.channels);
  return /* wgsl */ `
        for (var i = laneInSplit; i < ${tile.pixels * outputs}; i += ${tile.inputs * tile.outputs}) {
          let fromGroup = outputTile + i % ${outputs};
          let px = x0 + i / ${outputs};
          var value = vec4f();
          if (px < ${output.width} && y < endRow && fromGroup < ${groups}) {
            ${loadScaleShift(name, source, 'n', 'fromGroup')}
            let pixel = (n * ${source.height} + y + ${source.cropY}) * ${source.width} + px + ${source.cropX};
            value = ${callLoad(name, source, `pixel * ${groups} + fromGroup`)};
          }
          shared_[stage + ${inputs} + i] = value;
        }`;
}

/** Streams the staged pixels past the thread's sums, the window sliding in registers. */
function addStaged(gradient: FilterGradient, tile: TiledFilterTile): string {
  const { kernel, stride } = gradient;
  const { columns, inputs, outputs } = stageSizes(gradient, tile);
  const taps = range(kernel);
  const fresh = Math.min(kernel, stride);
  const read = (ky: number, kx: number, column: string) =>
    `x${ky}${kx} = shared_[stage + (${ky * columns} + ${column}) * ${tile.inputs} + laneInput];`;
  const lines = (from: number, to: number, text: (ky: number, kx: number) => string) =>
    range(tile.taps)
      .flatMap((ky) => taps.slice(from, to).map((kx) => text(ky, kx)))
      .join('\n');
  return /* wgsl */ `
        ${lines(0, kernel, (ky, kx) => `var x${ky}${kx} = vec4f();`)}
        ${lines(0, kernel - fresh, (ky, kx) => read(ky, kx, `${kx}`))}
        for (var pixel = 0; pixel < ${tile.pixels}; pixel++) {
          ${lines(kernel - fresh, kernel, (ky, kx) => read(ky, kx, `pixel * ${stride} + ${kx}`))}
          let at = stage + ${inputs} + pixel * ${outputs} + laneOutput * ${tile.groups};
          ${range(tile.groups)
            .map((g) => `let g${g} = shared_[at + ${g}];`)
            .join('\n')}
          ${addPixels(
            gradient,
            tile,
            1,
            (_, ky, kx) => `x${ky}${kx}`,
            (_, group) => `g${group}`,
          )}
          ${lines(0, kernel - fresh, (ky, kx) => `x${ky}${kx} = x${ky}${kx + stride};`)}
        }`;
}
