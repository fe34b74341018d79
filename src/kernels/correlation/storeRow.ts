/** WGSL that hands a thread's finished register tile to the epilogue; shared by both variants. */
import type { Correlation, OutputPosition } from './correlation';
import { range, sumName } from './registerTile';
import type { RegisterTile } from './tiles';

/**
 * Stores the sums of output row `y`, pixels from `x0` on and groups from `firstGroup` on, of sample `n`, leaving
 * out what lies beyond the output. `span` is the extent of what one placement covers: the thread's own tile, or
 * its workgroup's.
 */
export function storeRow(
  { output, outputGroups, epilogue }: Correlation,
  tile: RegisterTile,
  span: RegisterTile,
): string {
  const store = (pixel: number, group: number) => {
    const at: OutputPosition = { n: 'n', y: 'y', x: `x0 + ${pixel}`, group: `firstGroup + ${group}` };
    const guard = outputGroups % span.groups === 0 ? '' : `if (${at.group} < ${outputGroups})`;
    return `${guard} {
      let value = ${epilogue.value(sumName(pixel, group), at)};
      ${epilogue.store('value', at)}
    }`;
  };
  return range(tile.pixels)
    .map((pixel) => {
      const guard = output.width % span.pixels === 0 ? '' : `if (x0 + ${pixel} < ${output.width})`;
      return `${guard} {\n${range(tile.groups)
        .map((group) => store(pixel, group))
        .join('\n')}\n}`;
    })
    .join('\n');
}
