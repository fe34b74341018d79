/** WGSL of a correlation's statistics epilogue: mean and M2 of each tile, as norm/partials.ts lays them out. */
import type { Correlation } from './correlation';
import type { DirectTile } from './directCorrelation';
import { range } from './registerTile';

/** Tiles that cover one sample of the output. */
export function statisticsTiles(output: Correlation['output'], tile: DirectTile): number {
  return Math.ceil(output.height / tile.rows) * Math.ceil(output.width / tile.pixels);
}

export function declareStatistics(tile: DirectTile): string {
  return `var count = 0f;\n${range(tile.groups)
    .map((group) => `var mean${group} = vec4f();\nvar m2${group} = vec4f();`)
    .join('\n')}`;
}

/**
 * Merges the row just computed: its exact mean and M2 in two passes over the registers, then Chan's formula.
 * Pixels beyond the output have weight 0.
 */
export function mergeRowStatistics({ output }: Correlation, tile: DirectTile): string {
  const pixels = range(tile.pixels);
  const ragged = output.width % tile.pixels !== 0;
  const weight = (p: number) => (ragged && p > 0 ? `select(0f, 1f, x0 + ${p} < ${output.width})` : '1f');
  const groups = range(tile.groups).map((g) => {
    const value = (p: number) => `sum${p}_${g}`;
    return /* wgsl */ `
    let rowMean${g} = (${pixels.map((p) => `own${p} * ${value(p)}`).join(' + ')}) / rowCount;
    ${pixels.map((p) => `let d${p}_${g} = ${value(p)} - rowMean${g};`).join('\n')}
    let rowM2${g} = ${pixels.map((p) => `own${p} * d${p}_${g} * d${p}_${g}`).join(' + ')};
    let step${g} = rowMean${g} - mean${g};
    mean${g} += step${g} * (rowCount / merged);
    m2${g} += rowM2${g} + step${g} * step${g} * (count * rowCount / merged);`;
  });
  return /* wgsl */ `
    ${pixels.map((p) => `let own${p} = ${weight(p)};`).join('\n')}
    let rowCount = ${pixels.map((p) => `own${p}`).join(' + ')};
    let merged = count + rowCount;
    ${groups.join('\n')}
    count = merged;`;
}

export function storeStatistics({ output, outputGroups }: Correlation, tile: DirectTile): string {
  const across = Math.ceil(output.width / tile.pixels);
  const tiles = statisticsTiles(output, tile);
  return /* wgsl */ `
  let entry = ((n * ${tiles} + (y0 / ${tile.rows}) * ${across} + x0 / ${tile.pixels}) * 3) * ${outputGroups}
    + firstGroup;
  ${range(tile.groups)
    .map(
      (g) => `
  statistics[entry + ${g}] = vec4f(count);
  statistics[entry + ${outputGroups + g}] = mean${g};
  statistics[entry + ${2 * outputGroups + g}] = m2${g};`,
    )
    .join('')}`;
}
