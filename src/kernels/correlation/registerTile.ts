/**
 * WGSL of a thread's register tile: P neighbouring pixels of one output row times G groups of four output
 * channels, one vec4f accumulator each. Shared by the direct and the tiled correlation, which differ only in
 * where inputs and weights are read from. Everything is unrolled: names, no arrays, since compilers keep arrays
 * in memory.
 */
import type { RegisterTile } from './tiles';

/** 0 to count-1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

export function sumName(pixel: number, group: number): string {
  return `sum${pixel}_${group}`;
}

/** `var sum0_0 = ...` for the whole tile, each starting at its group's value. */
export function declareSums(tile: RegisterTile, initial: (group: number) => string): string {
  return range(tile.groups)
    .flatMap((group) => [
      `let first${group} = ${initial(group)};`,
      ...range(tile.pixels).map((pixel) => `var ${sumName(pixel, group)} = first${group};`),
    ])
    .join('\n');
}

/** Columns of input under the tile in one row. */
export function tileColumns(tile: RegisterTile, kernel: number, stride: number): number {
  return (tile.pixels - 1) * stride + kernel;
}

export interface TapRow {
  readonly tile: RegisterTile;
  readonly kernel: number;
  readonly stride: number;
  /** Name of the vec4f with four inputs of one column. */
  column(index: number): string;
}

/**
 * Adds one row of taps over four inputs; `weight(kx, input, group)` is the expression of a vec4f with four outputs
 * of one input (0 to 3). They are turned, which costs nothing where registers are scalars, so that each component of
 * a sum takes its four products in a row and stays in a register meanwhile.
 */
export function addOuterProducts(
  row: TapRow,
  weight: (kx: number, input: number, group: number) => string,
): string {
  const lines: string[] = [];
  for (const kx of range(row.kernel)) {
    for (const group of range(row.tile.groups)) {
      const name = (input: number) => `w${kx}_${input}_${group}`;
      lines.push(...range(4).map((input) => `let ${name(input)} = ${weight(kx, input, group)};`));
      for (const component of 'xyzw') {
        const turned = range(4).map((input) => `${name(input)}.${component}`);
        const name4 = `t${kx}_${component}_${group}`;
        lines.push(`let ${name4} = vec4f(${turned.join(', ')});`);
        for (const pixel of range(row.tile.pixels)) {
          const x = row.column(pixel * row.stride + kx);
          lines.push(`${sumName(pixel, group)}.${component} += dot(${x}, ${name4});`);
        }
      }
    }
  }
  return lines.join('\n');
}

/**
 * The same where a weight vec4f holds four inputs of one output: `weight(kx, output, group)`, with a dot product
 * per component of the sums.
 */
export function addDotProducts(
  row: TapRow,
  weight: (kx: number, output: number, group: number) => string,
): string {
  const lines: string[] = [];
  for (const kx of range(row.kernel)) {
    for (const group of range(row.tile.groups)) {
      for (const output of range(4)) {
        const name = `w${kx}_${output}_${group}`;
        lines.push(`let ${name} = ${weight(kx, output, group)};`);
        for (const pixel of range(row.tile.pixels)) {
          const x = row.column(pixel * row.stride + kx);
          lines.push(`${sumName(pixel, group)}.${'xyzw'[output]} += dot(${x}, ${name});`);
        }
      }
    }
  }
  return lines.join('\n');
}
