/** WGSL that reads the input columns under a thread's register tile, zero outside the region. */
import { callLoad, channelGroups, type Source } from '../wgsl/source';
import type { Correlation } from './correlation';
import { range, tileColumns } from './registerTile';
import type { RegisterTile } from './tiles';

/**
 * Defines `${name}0`, `${name}1`... (vec4f) for the row that begins at pixel `rowStart` and the input group
 * `group`. Only the columns that can fall outside the region for some tile pay for a test.
 */
export function readColumns(
  correlation: Correlation,
  tile: RegisterTile,
  source: Source,
  name: string,
): string {
  const { kernel, stride, pad } = correlation;
  const groups = channelGroups(source.channels);
  const lines = [
    `let columnStart = x0 * ${stride} - ${pad};`,
    `let start = (rowStart + columnStart) * ${groups} + group;`,
  ];
  for (const i of range(tileColumns(tile, kernel, stride))) {
    const index = `start + ${i * groups}`;
    const test = outsideTest(correlation, tile, i);
    if (test === '') lines.push(`let ${name}${i} = ${callLoad(name, source, index)};`);
    else {
      lines.push(`let inside${i} = ${test};`);
      const load = callLoad(name, source, `select(0, ${index}, inside${i})`);
      lines.push(`let ${name}${i} = select(vec4f(), ${load}, inside${i});`);
    }
  }
  return lines.join('\n');
}

/** The condition under which column `i` of a tile is inside the region; empty where it always is. */
function outsideTest({ stride, pad, region, output }: Correlation, tile: RegisterTile, i: number): string {
  const tests: string[] = [];
  if (i < pad) tests.push(`columnStart + ${i} >= 0`);
  const lastTile = Math.ceil(output.width / tile.pixels) - 1;
  const last = lastTile * tile.pixels * stride - pad + i;
  if (last >= region.width) tests.push(`columnStart + ${i} < ${region.width}`);
  return tests.join(' && ');
}
