/** WGSL of a correlation's statistics epilogue: mean and M2 of each tile, as norm/partials.ts lays them out. */
import { STATISTICS_ROWS } from '../norm/partials';
import type { Correlation, Size } from './correlation';
import { range, sumName } from './registerTile';
import { type CorrelationTile, type RegisterTile, statisticsTile, type TiledTile } from './tiles';

/** Tiles that cover one sample of the output. */
export function statisticsTiles(output: Size, { height, width }: Size): number {
  return Math.ceil(output.height / height) * Math.ceil(output.width / width);
}

/** The thread's own entry, of no pixels yet: `count` (f32), `mean0`..., `m20`... (vec4f). */
export function declareStatistics(tile: RegisterTile): string {
  return `var count = 0f;\n${range(tile.groups)
    .map((group) => `var mean${group} = vec4f();\nvar m2${group} = vec4f();`)
    .join('\n')}`;
}

/**
 * Merges the row of sums just computed into the thread's entry: its exact mean and M2 in two passes over the
 * registers, then Chan's formula. Pixels beyond the output, and all where `alive` is false, have weight 0.
 */
export function mergeRow({ output }: Correlation, tile: RegisterTile, alive: string): string {
  const pixels = range(tile.pixels);
  const sum = (term: (pixel: number) => string) => pixels.map(term).join(' + ');
  const groups = range(tile.groups).map((g) => {
    const value = (pixel: number) => sumName(pixel, g);
    return /* wgsl */ `
    let rowMean${g} = (${sum((p) => `own${p} * ${value(p)}`)}) / max(rowCount, 1f);
    ${pixels.map((p) => `let d${p}_${g} = ${value(p)} - rowMean${g};`).join('\n')}
    let rowM2${g} = ${sum((p) => `own${p} * d${p}_${g} * d${p}_${g}`)};
    ${mergeEntry(g, 'rowCount', `rowMean${g}`, `rowM2${g}`)}`;
  });
  return /* wgsl */ `
    ${pixels.map((p) => `let own${p} = select(0f, 1f, ${alive} && x0 + ${p} < ${output.width});`).join('\n')}
    let rowCount = ${sum((p) => `own${p}`)};
    let merged = max(count + rowCount, 1f);
    ${groups.join('\n')}
    count += rowCount;`;
}

/** Chan's formula for one group of channels; `merged` is the count of both. */
function mergeEntry(group: number, count: string, mean: string, m2: string): string {
  return /* wgsl */ `
    let step${group} = ${mean} - mean${group};
    mean${group} += step${group} * (${count} / merged);
    m2${group} += ${m2} + step${group} * step${group} * (count * ${count} / merged);`;
}

/** Merges the entries of a workgroup's threads, in order, into that of the first thread of each channel. */
export function mergeWorkgroup(tile: TiledTile): string {
  const size = 1 + 2 * tile.groups;
  const stride = tile.channels * size;
  const write = range(tile.groups).map(
    (g) => `shared_[mine + ${1 + 2 * g}] = mean${g};\nshared_[mine + ${2 + 2 * g}] = m2${g};`,
  );
  const merge = range(tile.groups).map((g) =>
    mergeEntry(g, 'otherCount', `shared_[other + ${1 + 2 * g}]`, `shared_[other + ${2 + 2 * g}]`),
  );
  return /* wgsl */ `
  workgroupBarrier();
  let mine = i32(lane) * ${size};
  shared_[mine] = vec4f(count);
  ${write.join('\n')}
  workgroupBarrier();
  if (lane < ${tile.channels}u) {
    for (var other = mine + ${stride}; other < ${tile.down * tile.across * stride}; other += ${stride}) {
      let otherCount = shared_[other].x;
      let merged = max(count + otherCount, 1f);
      ${merge.join('\n')}
      count += otherCount;
    }
  }`;
}

/** vec4f of workgroup memory that mergeWorkgroup needs. */
export function statisticsMemory(tile: TiledTile): number {
  return tile.down * tile.across * tile.channels * (1 + 2 * tile.groups);
}

/** Stores the entry of the tile whose first pixel is (`y`, `x`) (WGSL expressions). */
export function storeStatistics(
  { output, outputGroups }: Correlation,
  tile: CorrelationTile,
  y: string,
  x: string,
): string {
  const size = statisticsTile(tile);
  const across = Math.ceil(output.width / size.width);
  const number = `n * ${statisticsTiles(output, size)} + (${y} / ${size.height}) * ${across} + ${x} / ${size.width}`;
  const guard = (g: number) =>
    outputGroups % tile.groups === 0 ? '' : `if (firstGroup + ${g} < ${outputGroups})`;
  return /* wgsl */ `
  let entry = (${number}) * ${STATISTICS_ROWS * outputGroups} + firstGroup;
  ${range(tile.groups)
    .map(
      (g) => `${guard(g)} {
  statistics[entry + ${g}] = vec4f(count);
  statistics[entry + ${outputGroups + g}] = mean${g};
  statistics[entry + ${2 * outputGroups + g}] = m2${g};
  }`,
    )
    .join('\n')}`;
}
