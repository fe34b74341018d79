/**
 * A filter gradient without workgroup memory or barriers: a thread holds a row of taps (or all) of its four
 * inputs and a few outputs, and streams the rows of its strip, the window of inputs sliding along in registers.
 * `direct` holds groups of four outputs; in `lanes` four threads share them. Both add in the same order.
 */
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import { callLoad, channelGroups, declareLoad, loadScaleShift, type Source } from '../wgsl/source';
import { inputName, vectorTypes } from './bindings';
import { type FilterGradient, filterGradientBindings, inputGroups, partialsLayout } from './filterGradient';
import { addPixels, declareFilterSums, outputIndex, storeFilterSums } from './filterTile';
import { range, tileColumns } from './registerTile';
import type { DirectFilterTile, LanesFilterTile } from './tiles';

type StreamingTile = DirectFilterTile | LanesFilterTile;

const WORKGROUP = 64;

export function directFilterGradient(gradient: FilterGradient, tile: StreamingTile): KernelProgram {
  const bindings = filterGradientBindings(gradient);
  const { splits } = partialsLayout(gradient);
  const strips = splits / gradient.batch;
  const inputs = inputGroups(gradient);
  const outputTiles = channelGroups(gradient.gradient.channels) / tile.groups;
  const tapTiles = gradient.kernel / tile.taps;
  const shares = tile.kind === 'lanes' ? 4 : 1;
  const threads = splits * tapTiles * inputs * outputTiles * shares;
  const { grid, rowLength, start } = linearGrid(Math.ceil(threads / WORKGROUP), gradient.part);
  const wgsl = /* wgsl */ `
${declareBindings(bindings, bindingTypes(gradient, tile, bindings))}
${gradient.inputs.map((source, i) => declareLoad(inputName(gradient, i), source)).join('\n')}
${declareGradientLoad(gradient, tile)}

@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let thread = i32((${start}u + workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane);
  if (thread >= ${threads}) { return; }
  ${tile.kind === 'lanes' ? 'let shared4 = thread % 4;' : ''}
  let place = thread / ${shares};
  let outputGroup = (place % ${outputTiles}) * ${tile.groups};
  let inputGroup = (place / ${outputTiles}) % ${inputs};
  let firstTap = (place / ${outputTiles * inputs}) % ${tapTiles} * ${tile.taps};
  let split = place / ${outputTiles * inputs * tapTiles};
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

/** By single channels in `lanes`, which take it as it is stored. */
function declareGradientLoad({ gradientName: name, gradient }: FilterGradient, tile: StreamingTile): string {
  if (tile.kind === 'lanes') return `fn ${name}Load(index: i32) -> f32 { return ${name}[index]; }`;
  return declareLoad(name, gradient);
}

/** All vec4f, but for what four threads share by single channels. */
function bindingTypes(
  { gradientName }: FilterGradient,
  { kind }: StreamingTile,
  bindings: readonly Binding[],
): Record<string, string> {
  const shared = kind === 'lanes' ? { [gradientName]: 'f32', partials: 'f32' } : {};
  return { ...vectorTypes(bindings), ...shared };
}

/** One source's loop, or two behind a branch on the thread's input group. */
function sumInputs(gradient: FilterGradient, tile: StreamingTile): string {
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
  tile: StreamingTile,
  source: Source,
  name: string,
  group: string,
): string {
  const { kernel, stride, pad, output } = gradient;
  const { height, width, cropY, cropX } = gradient.gradient;
  const outputs = channelGroups(gradient.gradient.channels);
  const rows = range(tile.taps);
  // Columns that the next pixels share with these: they slide along in registers.
  const kept = range(kernel - stride);
  const loaded = range(tileColumns(tile, kernel, stride)).slice(kept.length);
  const eachKept = (text: (ky: number, i: number) => string) =>
    rows.flatMap((ky) => kept.map((i) => text(ky, i))).join('\n');
  return /* wgsl */ `
    let group = ${group};
    ${loadScaleShift(name, source, 'n', 'group')}
    for (var y = firstRow; y < endRow; y++) {
      ${rows.map((ky) => startRow(gradient, source, ky)).join('\n')}
      ${eachKept((ky, i) => `var x${ky}_${i} = vec4f();`)}
      ${eachKept((ky, i) => firstColumn(gradient, source, name, ky, i))}
      var at = ((n * ${height} + y + ${cropY}) * ${width} + ${cropX}) * ${outputs} + outputGroup;
      for (var x = 0; x < ${output.width}; x += ${tile.pixels}) {
        let column = x * ${stride} - ${pad};
        ${loaded.map((i) => loadColumn(gradient, tile, source, name, i)).join('\n')}
        ${addLoaded(gradient, tile)}
        ${eachKept((ky, i) => `x${ky}_${i} = x${ky}_${i + tile.pixels * stride};`)}
        at += ${outputs * tile.pixels};
      }
    }`;
}

/** Loads the gradients of the pixels, and adds these. */
function addLoaded(gradient: FilterGradient, tile: StreamingTile): string {
  const name = (pixel: number, group: number) => `g${pixel}_${group}`;
  const loads = range(tile.pixels).flatMap((p) =>
    range(tile.groups).map((g) => `let ${name(p, g)} = ${loadGradient(gradient, tile, p, g)};`),
  );
  const input = (pixel: number, ky: number, kx: number) => `x${ky}_${pixel * gradient.stride + kx}`;
  return `${loads.join('\n')}\n${addPixels(gradient, tile, tile.pixels, input, name)}`;
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

/** Fills the columns that the row's first pixels do not load themselves. */
function firstColumn({ pad }: FilterGradient, source: Source, name: string, ky: number, i: number): string {
  if (i < pad) return '';
  const index = `row${ky} + ${(i - pad) * channelGroups(source.channels)}`;
  return `if (inside${ky}) { x${ky}_${i} = ${callLoad(name, source, index)}; }`;
}

/** Reads column `i` under the pixels of every row of taps. */
function loadColumn(
  gradient: FilterGradient,
  tile: StreamingTile,
  source: Source,
  name: string,
  i: number,
): string {
  const { stride, pad, region } = gradient;
  const last = lastStart(gradient, tile) * stride - pad + i;
  const test = last >= region.width ? ` && column + ${i} < ${region.width}` : '';
  const index = `(column + ${i}) * ${channelGroups(source.channels)}`;
  return range(tile.taps)
    .map((ky) => {
      const column = `let x${ky}_${i}`;
      if (pad === 0 && test === '') return `${column} = ${callLoad(name, source, `row${ky} + ${index}`)};`;
      const load = callLoad(name, source, `select(0, row${ky} + ${index}, in${ky}_${i})`);
      return `let in${ky}_${i} = inside${ky}${test};\n${column} = select(vec4f(), ${load}, in${ky}_${i});`;
    })
    .join('\n');
}

/** The first of the last pixels that a thread takes together. */
function lastStart({ output }: FilterGradient, { pixels }: StreamingTile): number {
  return (Math.ceil(output.width / pixels) - 1) * pixels;
}

/** Scale and shift of the gradient's tensor, where that is normalised on load (the up-convolution's input). */
function loadGradientScale({ gradient, gradientName }: FilterGradient, group: number): string {
  return loadScaleShift(gradientName, gradient, 'n', `(outputGroup + ${group})`, `gradient${group}`);
}

/** The gradient of one pixel and group; 0 beyond the row. */
function loadGradient(gradient: FilterGradient, tile: StreamingTile, pixel: number, group: number): string {
  const { gradient: source, gradientName: name, output } = gradient;
  const zero = tile.kind === 'lanes' ? '0f' : 'vec4f()';
  const at = outputIndex(tile, `at + ${pixel * channelGroups(source.channels)}`, group);
  const load = (index: string) =>
    tile.kind === 'lanes' ? `${name}Load(${index})` : callLoad(name, source, index, `gradient${group}`);
  if (lastStart(gradient, tile) + pixel < output.width) return load(at);
  const inside = `x + ${pixel} < ${output.width}`;
  return `select(${zero}, ${load(`select(0, ${at}, ${inside})`)}, ${inside})`;
}
