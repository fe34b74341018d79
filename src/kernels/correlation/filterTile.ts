/**
 * WGSL of a filter gradient's register tile: a few rows of taps (from row `firstTap` on) times four inputs times G
 * groups of four outputs, one vec4f accumulator each, that stay in registers while pixels stream by. Shared by the
 * direct and the tiled variant.
 */

import { channelGroups } from '../wgsl/source';
import { type FilterGradient, inputGroups, partialsLayout } from './filterGradient';
import { range } from './registerTile';
import type { FilterTile, RegisterFilterTile } from './tiles';

interface Accumulator {
  readonly ky: number;
  readonly kx: number;
  readonly input: number;
  readonly group: number;
  readonly name: string;
}

function accumulators({ kernel }: FilterGradient, { groups, taps }: RegisterFilterTile): Accumulator[] {
  return range(taps).flatMap((ky) =>
    range(kernel).flatMap((kx) =>
      range(4).flatMap((input) =>
        range(groups).map((group) => ({ ky, kx, input, group, name: `dw${ky}${kx}_${input}_${group}` })),
      ),
    ),
  );
}

/** Without a type of its own a sum is a vec4f of four outputs; in `lanes` it is one channel of a thread. */
export function declareFilterSums(gradient: FilterGradient, tile: FilterTile): string {
  const names = accumulators(gradient, tile).map(({ name }) => name);
  if (gradient.bias === 'gradient') names.push(...range(tile.groups).map((group) => `db${group}`));
  if (gradient.bias === 'input') names.push('db0');
  const zero = tile.kind === 'lanes' ? '0f' : 'vec4f()';
  return names.map((name) => `var ${name} = ${zero};`).join('\n');
}

/**
 * Adds neighbouring pixels in their order, each sum all of its products in a row, so that it stays in a register
 * meanwhile. The inputs under the taps are named by `input(pixel, ky, kx)`, the gradients by `output(pixel, group)`.
 */
export function addPixels(
  gradient: FilterGradient,
  tile: RegisterFilterTile,
  pixels: number,
  input: (pixel: number, ky: number, kx: number) => string,
  output: (pixel: number, group: number) => string,
): string {
  const all = range(pixels);
  const chain = (name: string, term: (pixel: number) => string) =>
    `${name} = ${all.reduce((sum, pixel) => `(${sum} + ${term(pixel)})`, name)};`;
  const lines = accumulators(gradient, tile).map((a) =>
    chain(a.name, (p) => `${input(p, a.ky, a.kx)}.${'xyzw'[a.input]} * ${output(p, a.group)}`),
  );
  if (gradient.bias === 'gradient') {
    lines.push(...range(tile.groups).map((group) => chain(`db${group}`, (p) => output(p, group))));
  }
  if (gradient.bias === 'input') {
    const taps = range(tile.taps).flatMap((ky) => range(gradient.kernel).map((kx) => [ky, kx] as const));
    lines.push(chain('db0', (p) => `(${taps.map(([ky, kx]) => input(p, ky, kx)).join(' + ')})`));
  }
  return lines.join('\n');
}

/** Stores the tile of (`inputGroup`, `outputGroup` and on) as partial sums number `split`. */
export function storeFilterSums(gradient: FilterGradient, tile: FilterTile): string {
  const { weights, bias } = partialsLayout(gradient);
  const inputs = inputGroups(gradient) * 4;
  const outputs = channelGroups(gradient.gradient.channels);
  const stores = accumulators(gradient, tile).map((a) => {
    const row = (a.ky * gradient.kernel + a.kx) * inputs + a.input;
    return `partials[${outputIndex(tile, `at + ${row * outputs}`, a.group)}] = ${a.name};`;
  });
  return /* wgsl */ `
  let base = split * ${weights + bias};
  let at = base + (firstTap * ${gradient.kernel * inputs} + inputGroup * 4) * ${outputs} + outputGroup;
  ${stores.join('\n')}
  ${storeBias(gradient, tile, weights)}`;
}

/**
 * The index of a thread's output number `group` where `vector` is that of the tile's first vec4f: a vec4f's, or in
 * `lanes`, where the buffer is bound as f32, that of every fourth channel from the thread's own (`shared4`) on.
 */
export function outputIndex({ kind }: FilterTile, vector: string, group: number): string {
  return kind === 'lanes' ? `(${vector}) * 4 + shared4 + ${4 * group}` : `${vector} + ${group}`;
}

/** The bias is stored by the threads of the other axis' first group; all have the same sum. */
function storeBias({ bias }: FilterGradient, tile: FilterTile, weights: number): string {
  if (bias === 'none') return '';
  if (bias === 'input') {
    return `if (outputGroup == 0) { partials[base + ${weights} + inputGroup] = db0; }`;
  }
  const stores = range(tile.groups).map(
    (g) => `partials[${outputIndex(tile, `base + ${weights} + outputGroup`, g)}] = db${g};`,
  );
  return `if (inputGroup == 0 && firstTap == 0) {\n${stores.join('\n')}\n}`;
}
