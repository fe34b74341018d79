/**
 * A filter gradient without workgroup memory or barriers: a thread holds a row of taps (or all) of its four
 * inputs and a few groups of outputs, and streams the rows of its strip, the window of inputs sliding along in registers.
 */
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { callLoad, channelGroups, declareLoad, loadScaleShift, type Source } from '../wgsl/source';
import { inputName, vectorTypes } from './bindings';
import { type FilterGradient, filterGradientBindings, inputGroups, partialsLayout } from './filterGradient';
import { addPixel, declareFilterSums, storeFilterSums } from './filterTile';
import { range } from './registerTile';
import type { DirectFilterTile } from './tiles';

const WORKGROUP = 64;

export function directFilterGradient(gradient: FilterGradient, tile: DirectFilterTile): KernelProgram {
  const bindings = filterGradientBindings(gradient);
  const { splits } = partialsLayout(gradient);
  const strips = splits / gradient.batch;
  const inputs = inputGroups(gradient);
  const outputTiles = channelGroups(gradient.gradient.channels) / tile.groups;
  const tapTiles = gradient.kernel / tile.taps;
  const threads = splits * tapTiles * inputs * outputTiles;
  const { grid, rowLength } = linearGrid(Math.ceil(threads / WORKGROUP));
  const wgsl = /* wgsl */ `
${declareBindings(bindings, vectorTypes(bindings))}
${gradient.inputs.map((source, i) => declareLoad(inputName(gradient, i), source)).join('\n')}
${declareLoad(gradient.gradientName, gradient.gradient)}

@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let thread = i32((workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane);
  if (thread >= ${threads}) { return; }
  let outputGroup = (thread % ${outputTiles}) * ${tile.groups};
  let inputGroup = (thread / ${outputTiles}) % ${inputs};
  let firstTap = (thread / ${outputTiles * inputs}) % ${tapTiles} * ${tile.taps};
  let split = thread / ${outputTiles * inputs * tapTiles};
  let n = split / ${strips};
  let firstRow = (split % ${strips}) * ${gradient.split.rows};
  let endRow = min(firstRow + ${gradient.split.rows}, ${gradient.output.height});
  ${declareFilterSums(gradient, tile)}
  ${range(tile.groups)
    .map((group) => loadGradientScale(gradient, group))
    .join('\n')}
  ${sumInputs(gradient, tile)}
  ${storeFilterSums(gradient, tile)}
}`;
  return { label: gradient.label, wgsl, bindings, workgroups: grid };
}

/** One source's loop, or two behind a branch on the thread's input group. */
function sumInputs(gradient: FilterGradient, tile: DirectFilterTile): string {
  const [first, second] = gradient.inputs;
  if (!first) throw new Error(`${gradient.label} has no input`);
  const groups = channelGroups(first.channels);
  const firstLoop = sumInput(gradient, tile, first, inputName(gradient, 0), 'inputGroup');
  if (!second) return `{ ${firstLoop} }`;
  const secondLoop = sumInput(gradient, tile, second, inputName(gradient, 1), `inputGroup - ${groups}`);
  return `if (inputGroup < ${groups}) { ${firstLoop} } else { ${secondLoop} }`;
}

function sumInput(
  gradient: FilterGradient,
  tile: DirectFilterTile,
  source: Source,
  name: string,
  group: string,
): string {
  const { kernel, stride, pad, output } = gradient;
  const { height, width, cropY, cropX } = gradient.gradient;
  const outputs = channelGroups(gradient.gradient.channels);
  const kept = kernel - stride;
  const rows = range(tile.taps);
  return /* wgsl */ `
    let group = ${group};
    ${loadScaleShift(name, source, 'n', 'group')}
    for (var y = firstRow; y < endRow; y++) {
      ${rows.map((ky) => startRow(gradient, source, ky)).join('\n')}
      ${rows.flatMap((ky) => range(kernel).map((kx) => `var x${ky}${kx} = vec4f();`)).join('\n')}
      ${rows.flatMap((ky) => range(Math.max(0, kept)).map((kx) => firstColumn(gradient, source, name, ky, kx))).join('\n')}
      var at = ((n * ${height} + y + ${cropY}) * ${width} + ${cropX}) * ${outputs} + outputGroup;
      for (var x = 0; x < ${output.width}; x++) {
        let column = x * ${stride} - ${pad};
        ${range(Math.min(kernel, stride))
          .map((i) => kernel - Math.min(kernel, stride) + i)
          .map((kx) => loadColumn(gradient, tile, source, name, kx))
          .join('\n')}
        ${range(tile.groups)
          .map((g) => `let g${g} = ${loadGradient(gradient, g)};`)
          .join('\n')}
        ${addPixel(
          gradient,
          tile,
          (ky, kx) => `x${ky}${kx}`,
          (g) => `g${g}`,
        )}
        ${rows.flatMap((ky) => range(Math.max(0, kept)).map((kx) => `x${ky}${kx} = x${ky}${kx + stride};`)).join('\n')}
        at += ${outputs};
      }
    }`;
}

/** Defines `inside${ky}` (the tap's row is in the region) and `row${ky}`, the index of the row's first vec4. */
function startRow({ stride, pad, region }: FilterGradient, source: Source, ky: number): string {
  const groups = channelGroups(source.channels);
  const start = `(n * ${source.height} + y${ky} + ${source.cropY}) * ${source.width} + ${source.cropX}`;
  return /* wgsl */ `
      let y${ky} = y * ${stride} + firstTap + ${ky - pad};
      let inside${ky} = ${pad === 0 ? 'true' : `y${ky} >= 0 && y${ky} < ${region.height}`};
      let row${ky} = (${start}) * ${groups} + group;`;
}

/** Fills the window's columns that the first pixel does not load itself. */
function firstColumn({ pad }: FilterGradient, source: Source, name: string, ky: number, kx: number): string {
  if (kx < pad) return '';
  const index = `row${ky} + ${(kx - pad) * channelGroups(source.channels)}`;
  return `if (inside${ky}) { x${ky}${kx} = ${callLoad(name, source, index)}; }`;
}

/** Reads column `kx` of every row of the window. */
function loadColumn(
  gradient: FilterGradient,
  tile: DirectFilterTile,
  source: Source,
  name: string,
  kx: number,
): string {
  const { stride, pad, region, output } = gradient;
  const last = (output.width - 1) * stride - pad + kx;
  const test = last >= region.width ? ` && column + ${kx} < ${region.width}` : '';
  const index = `(column + ${kx}) * ${channelGroups(source.channels)}`;
  return range(tile.taps)
    .map((ky) => {
      if (pad === 0 && test === '') return `x${ky}${kx} = ${callLoad(name, source, `row${ky} + ${index}`)};`;
      const load = callLoad(name, source, `select(0, row${ky} + ${index}, in${ky}${kx})`);
      return `let in${ky}${kx} = inside${ky}${test};\nx${ky}${kx} = select(vec4f(), ${load}, in${ky}${kx});`;
    })
    .join('\n');
}

/** Scale and shift of the gradient's tensor, where that is normalised on load (the up-convolution's input). */
function loadGradientScale({ gradient, gradientName }: FilterGradient, group: number): string {
  return loadScaleShift(gradientName, gradient, 'n', `(outputGroup + ${group})`, `gradient${group}`);
}

function loadGradient({ gradient, gradientName }: FilterGradient, group: number): string {
  return callLoad(gradientName, gradient, `at + ${group}`, `gradient${group}`);
}
