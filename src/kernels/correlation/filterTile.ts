/**
 * WGSL of a filter gradient's register tile: a few rows of taps (from row `firstTap` on) times four inputs times G
 * groups of four outputs, one vec4f accumulator each, that stay in registers while pixels stream by. Shared by the
 * direct and the tiled variant.
 */

import { channelGroups } from '../wgsl/source';
import { type FilterGradient, inputGroups, partialsLayout } from './filterGradient';
import { range } from './registerTile';
import type { RegisterFilterTile } from './tiles';

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

export function declareFilterSums(gradient: FilterGradient, tile: RegisterFilterTile): string {
  const names = accumulators(gradient, tile).map(({ name }) => name);
  if (gradient.bias === 'gradient') names.push(...range(tile.groups).map((group) => `db${group}`));
  if (gradient.bias === 'input') names.push('db0');
  return names.map((name) => `var ${name} = vec4f();`).join('\n');
}

/** Adds one pixel: the inputs under the taps are named by `input(ky, kx)`, its gradients by `output(group)`. */
export function addPixel(
  gradient: FilterGradient,
  tile: RegisterFilterTile,
  input: (ky: number, kx: number) => string,
  output: (group: number) => string,
): string {
  const lines = accumulators(gradient, tile).map(
    (a) => `${a.name} += ${input(a.ky, a.kx)}.${'xyzw'[a.input]} * ${output(a.group)};`,
  );
  if (gradient.bias === 'gradient') {
    lines.push(...range(tile.groups).map((group) => `db${group} += ${output(group)};`));
  }
  if (gradient.bias === 'input') {
    const taps = range(tile.taps).flatMap((ky) => range(gradient.kernel).map((kx) => input(ky, kx)));
    lines.push(`db0 += ${taps.join(' + ')};`);
  }
  return lines.join('\n');
}

/** Stores the tile of (`inputGroup`, `outputGroup` and on) as partial sums number `split`. */
export function storeFilterSums(gradient: FilterGradient, tile: RegisterFilterTile): string {
  const { weights, bias } = partialsLayout(gradient);
  const inputs = inputGroups(gradient) * 4;
  const outputs = channelGroups(gradient.gradient.channels);
  const stores = accumulators(gradient, tile).map((a) => {
    const row = (a.ky * gradient.kernel + a.kx) * inputs + a.input;
    return `partials[at + ${row * outputs + a.group}] = ${a.name};`;
  });
  return /* wgsl */ `
  let base = split * ${weights + bias};
  let at = base + (firstTap * ${gradient.kernel * inputs} + inputGroup * 4) * ${outputs} + outputGroup;
  ${stores.join('\n')}
  ${storeBias(gradient, tile, weights)}`;
}

/** The bias is stored by the threads of the other axis' first group; all have the same sum. */
function storeBias({ bias }: FilterGradient, tile: RegisterFilterTile, weights: number): string {
  if (bias === 'none') return '';
  if (bias === 'input') {
    return `if (outputGroup == 0) { partials[base + ${weights} + inputGroup] = db0; }`;
  }
  const stores = range(tile.groups).map((g) => `partials[base + ${weights + g} + outputGroup] = db${g};`);
  return `if (inputGroup == 0 && firstTap == 0) {\n${stores.join('\n')}\n}`;
}
