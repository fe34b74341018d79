/**
 * A correlation through workgroup memory: a workgroup stages a patch of input and the weights of a few input
 * channels, then every thread multiplies them into its register tile. For GPUs; software adapters crawl at the
 * barriers.
 */
import { type KernelProgram, linearGrid } from '../program';
import { callLoad, channelGroups, loadScaleShift, type Source } from '../wgsl/source';
import { correlationBindings, declareCorrelation, sourceName } from './bindings';
import type { Correlation } from './correlation';
import { addOuterProducts, declareSums, range } from './registerTile';
import { declareStatistics, mergeRow, mergeWorkgroup, statisticsMemory, storeStatistics } from './statistics';
import { storeRow } from './storeRow';
import { type TiledTile, tileMemory } from './tiles';

export function tiledCorrelation(correlation: Correlation, tile: TiledTile): KernelProgram {
  const { rows, output, outputGroups, batch, epilogue } = correlation;
  const bindings = correlationBindings(correlation);
  const threads = tile.down * tile.across * tile.channels;
  const width = tile.across * tile.pixels;
  const tilesDown = Math.ceil(rows.count / tile.down);
  const tilesAcross = Math.ceil(output.width / width);
  const channelTiles = Math.ceil(outputGroups / (tile.channels * tile.groups));
  const { grid, rowLength } = linearGrid(batch * tilesDown * tilesAcross * channelTiles);
  const memory = tileMemory(correlation, tile).vectors;
  const size = epilogue.statistics ? Math.max(memory, statisticsMemory(tile)) : memory;
  const wgsl = /* wgsl */ `
${declareCorrelation(correlation, bindings)}
// First the patch [rows, columns, inputs], then the weights [ky, kx, inputs * 4, channels].
var<workgroup> shared_: array<vec4f, ${size}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = i32(workgroup.x + workgroup.y * ${rowLength}u);
  let workgroupGroup = (place % ${channelTiles}) * ${tile.channels * tile.groups};
  let workgroupX = ((place / ${channelTiles}) % ${tilesAcross}) * ${width};
  let workgroupY = ${rows.start} + ((place / ${channelTiles * tilesAcross}) % ${tilesDown}) * ${tile.down};
  let n = place / ${channelTiles * tilesAcross * tilesDown};
  let channel = i32(lane) % ${tile.channels};
  let tileX = (i32(lane) / ${tile.channels}) % ${tile.across};
  let tileY = i32(lane) / ${tile.channels * tile.across};
  let firstGroup = workgroupGroup + channel * ${tile.groups};
  let x0 = workgroupX + tileX * ${tile.pixels};
  let y = workgroupY + tileY;
  // The grid's last row may be longer than the work. All threads of a workgroup leave together.
  if (n >= ${batch}) { return; }
  let alive = y < ${rows.start + rows.count};
  ${declareSums(tile, (group) => epilogue.initial(`min(firstGroup + ${group}, ${outputGroups - 1})`))}
  ${sumSources(correlation, tile, threads)}
  if (alive) {
    ${storeRow(correlation, tile, { pixels: width, groups: tile.channels * tile.groups })}
  }
  ${epilogue.statistics ? finishStatistics(correlation, tile) : ''}
}`;
  return { label: correlation.label, wgsl, bindings, workgroups: grid };
}

function finishStatistics(correlation: Correlation, tile: TiledTile): string {
  return /* wgsl */ `
  ${declareStatistics(tile)}
  { ${mergeRow(correlation, tile, 'alive')} }
  ${mergeWorkgroup(tile)}
  if (lane < ${tile.channels}u && alive && firstGroup < ${correlation.outputGroups}) {
    ${storeStatistics(correlation, tile, 'workgroupY', 'workgroupX')}
  }`;
}

function sumSources(correlation: Correlation, tile: TiledTile, threads: number): string {
  let firstInput = 0;
  const texts = correlation.sources.map((source, i) => {
    const name = sourceName(correlation, i);
    const groups = channelGroups(source.channels);
    const text = /* wgsl */ `
  for (var chunk = 0; chunk < ${groups}; chunk += ${tile.inputs}) {
    workgroupBarrier();
    ${stagePatch(correlation, tile, source, name, threads)}
    ${stageWeights(correlation, tile, firstInput, groups, threads)}
    workgroupBarrier();
    ${multiply(correlation, tile)}
  }`;
    firstInput += groups * 4;
    return text;
  });
  return texts.join('\n');
}

/** Input under the workgroup's tile, zero outside the region. */
function stagePatch(
  correlation: Correlation,
  tile: TiledTile,
  source: Source,
  name: string,
  threads: number,
): string {
  const { stride, pad, region } = correlation;
  const { columns, patch } = tileMemory(correlation, tile);
  const groups = channelGroups(source.channels);
  return /* wgsl */ `
    for (var i = i32(lane); i < ${patch}; i += ${threads}) {
      let group = chunk + i % ${tile.inputs};
      let px = workgroupX * ${stride} - ${pad} + (i / ${tile.inputs}) % ${columns};
      let py = workgroupY * ${stride} - ${pad} + i / ${tile.inputs * columns};
      var value = vec4f();
      if (px >= 0 && px < ${region.width} && py >= 0 && py < ${region.height} && group < ${groups}) {
        ${loadScaleShift(name, source, 'n', 'group')}
        let pixel = (n * ${source.height} + py + ${source.cropY}) * ${source.width} + px + ${source.cropX};
        value = ${callLoad(name, source, `pixel * ${groups} + group`)};
      }
      shared_[i] = value;
    }`;
}

/** Four inputs by four outputs an item, turned where a weight vec4f holds inputs. */
function stageWeights(
  correlation: Correlation,
  tile: TiledTile,
  firstInput: number,
  groups: number,
  threads: number,
): string {
  const { kernel, weights, outputGroups } = correlation;
  const { order, inputs, outputs, firstOutput, flipped } = weights;
  const width = tile.channels * tile.groups;
  const { patch } = tileMemory(correlation, tile);
  const taps = kernel * kernel;
  const outer = order === 'inputMajor';
  const index = outer
    ? `(tap * ${inputs} + ${firstInput} + (chunk + input) * 4) * ${outputs / 4} + ${firstOutput / 4} + group`
    : `(tap * ${outputs} + ${firstOutput} + group * 4) * ${inputs / 4} + ${firstInput / 4} + chunk + input`;
  const step = outer ? outputs / 4 : inputs / 4;
  return /* wgsl */ `
    for (var i = i32(lane); i < ${taps * tile.inputs * width}; i += ${threads}) {
      let group = workgroupGroup + i % ${width};
      let input = (i / ${width}) % ${tile.inputs};
      let place = i / ${width * tile.inputs};
      let tap = ${flipped ? `${taps - 1} - place` : 'place'};
      var block = mat4x4f();
      if (group < ${outputGroups} && chunk + input < ${groups}) {
        let at = ${index};
        block = mat4x4f(${range(4)
          .map((r) => `weights[at + ${r * step}]`)
          .join(', ')});
      }
      ${outer ? '' : 'block = transpose(block);'}
      let to = ${patch} + (place * ${tile.inputs} + input) * ${4 * width} + i % ${width};
      ${range(4)
        .map((r) => `shared_[to + ${r * width}] = block[${r}];`)
        .join('\n')}
    }`;
}

/**
 * Multiplies what is staged into the thread's register tile. Taps are a loop: unrolled they would read a few
 * columns less, but make three times the code.
 */
function multiply(correlation: Correlation, tile: TiledTile): string {
  const { kernel, stride } = correlation;
  const { columns, patch } = tileMemory(correlation, tile);
  const width = tile.channels * tile.groups;
  const row = { tile, kernel: 1, stride: 1, column: (i: number) => `p${i}` };
  const products = addOuterProducts(row, (_, input, group) => `shared_[weight + ${input * width + group}]`);
  const column = `tileX * ${tile.pixels * stride} + tap % ${kernel}`;
  return /* wgsl */ `
    for (var tap = 0; tap < ${kernel * kernel}; tap++) {
      for (var input = 0; input < ${tile.inputs}; input++) {
        let row = (tileY * ${stride} + tap / ${kernel}) * ${columns};
        let start = (row + ${column}) * ${tile.inputs} + input;
        ${range(tile.pixels)
          .map((i) => `let p${i} = shared_[start + ${i * stride * tile.inputs}];`)
          .join('\n')}
        let weight = ${patch} + (tap * ${tile.inputs} + input) * ${4 * width} + channel * ${tile.groups};
        ${products}
      }
    }`;
}
