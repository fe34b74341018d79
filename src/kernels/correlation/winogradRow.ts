/**
 * WGSL of one-dimensional Winograd along a row of three taps: F(2,3) takes 4 products for 2 outputs and F(4,3) 6 for
 * 4, where the definition takes 6 and 12 (Lavin and Gray 2015, section 4, in one dimension). Inputs and weights are
 * turned in registers, so that the kernel needs no buffer of its own. Used by directCorrelation.
 */
import { range, sumName } from './registerTile';
import type { WinogradTile } from './tiles';

interface Transforms {
  /** Of the inputs under one step of outputs. */
  readonly input: readonly ((d: (i: number) => string) => string)[];
  /** Of the three taps of a row. */
  readonly weight: readonly ((w: (kx: number) => string) => string)[];
  /** Of the products to the outputs. */
  readonly output: readonly ((m: (i: number) => string) => string)[];
}

const TRANSFORMS: Readonly<Record<2 | 4, Transforms>> = {
  2: {
    input: [
      (d) => `${d(0)} - ${d(2)}`,
      (d) => `${d(1)} + ${d(2)}`,
      (d) => `${d(2)} - ${d(1)}`,
      (d) => `${d(1)} - ${d(3)}`,
    ],
    weight: [
      (w) => w(0),
      (w) => `0.5 * (${w(0)} + ${w(2)} + ${w(1)})`,
      (w) => `0.5 * (${w(0)} + ${w(2)} - ${w(1)})`,
      (w) => w(2),
    ],
    output: [(m) => `${m(0)} + ${m(1)} + ${m(2)}`, (m) => `${m(1)} - ${m(2)} - ${m(3)}`],
  },
  4: {
    input: [
      (d) => `4 * ${d(0)} - 5 * ${d(2)} + ${d(4)}`,
      (d) => `(${d(4)} - 4 * ${d(2)}) + (${d(3)} - 4 * ${d(1)})`,
      (d) => `(${d(4)} - 4 * ${d(2)}) - (${d(3)} - 4 * ${d(1)})`,
      (d) => `(${d(4)} - ${d(2)}) + 2 * (${d(3)} - ${d(1)})`,
      (d) => `(${d(4)} - ${d(2)}) - 2 * (${d(3)} - ${d(1)})`,
      (d) => `4 * ${d(1)} - 5 * ${d(3)} + ${d(5)}`,
    ],
    weight: [
      (w) => `0.25 * ${w(0)}`,
      (w) => `${-1 / 6} * (${w(0)} + ${w(2)} + ${w(1)})`,
      (w) => `${-1 / 6} * (${w(0)} + ${w(2)} - ${w(1)})`,
      (w) => `${1 / 24} * (${w(0)} + 4 * ${w(2)} + 2 * ${w(1)})`,
      (w) => `${1 / 24} * (${w(0)} + 4 * ${w(2)} - 2 * ${w(1)})`,
      (w) => w(2),
    ],
    output: [
      (m) => `${m(0)} + (${m(1)} + ${m(2)}) + (${m(3)} + ${m(4)})`,
      (m) => `(${m(1)} - ${m(2)}) + 2 * (${m(3)} - ${m(4)})`,
      (m) => `(${m(1)} + ${m(2)}) + 4 * (${m(3)} + ${m(4)})`,
      (m) => `(${m(1)} - ${m(2)}) + 8 * (${m(3)} - ${m(4)}) + ${m(5)}`,
    ],
  },
};

function productName(step: number, position: number, group: number): string {
  return `m${step}_${position}_${group}`;
}

function steps(tile: WinogradTile): number[] {
  return range(tile.pixels / tile.outputs);
}

export function declareProducts(tile: WinogradTile): string {
  return range(tile.groups)
    .flatMap((g) =>
      steps(tile).flatMap((step) =>
        range(tile.outputs + 2).map((p) => `var ${productName(step, p, g)} = vec4f();`),
      ),
    )
    .join('\n');
}

export function addProducts(
  tile: WinogradTile,
  order: 'inputMajor' | 'outputMajor',
  column: (index: number) => string,
  weight: (kx: number, line: number, group: number) => string,
): string {
  const { input, weight: taps } = TRANSFORMS[tile.outputs];
  const lines: string[] = [];
  for (const step of steps(tile)) {
    input.forEach((transform, p) => {
      lines.push(`let v${step}_${p} = ${transform((i) => column(step * tile.outputs + i))};`);
    });
  }
  for (const group of range(tile.groups)) {
    for (const line of range(4)) {
      for (const kx of range(3)) lines.push(`let w${kx}_${line}_${group} = ${weight(kx, line, group)};`);
      taps.forEach((transform, p) => {
        lines.push(`let u${p}_${line}_${group} = ${transform((kx) => `w${kx}_${line}_${group}`)};`);
      });
    }
    taps.forEach((_, p) => {
      for (const [c, component] of [...'xyzw'].entries()) {
        let taken = `u${p}_${c}_${group}`;
        if (order === 'inputMajor') {
          const turned = range(4).map((i) => `u${p}_${i}_${group}.${component}`);
          taken = `t${p}_${component}_${group}`;
          lines.push(`let ${taken} = vec4f(${turned.join(', ')});`);
        }
        for (const step of steps(tile)) {
          lines.push(`${productName(step, p, group)}.${component} += dot(v${step}_${p}, ${taken});`);
        }
      }
    });
  }
  return lines.join('\n');
}

/** Defines the sums of the tile, as declareSums names them. */
export function finishSums(tile: WinogradTile, initial: (group: number) => string): string {
  const { output } = TRANSFORMS[tile.outputs];
  return range(tile.groups)
    .flatMap((g) => [
      `let first${g} = ${initial(g)};`,
      ...steps(tile).flatMap((step) =>
        output.map(
          (transform, i) =>
            `let ${sumName(step * tile.outputs + i, g)} = first${g} + (${transform((p) => productName(step, p, g))});`,
        ),
      ),
    ])
    .join('\n');
}
