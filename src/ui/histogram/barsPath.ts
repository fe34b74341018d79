/** The bars of a histogram as one SVG path. Pure. */

/**
 * How counts become heights. `root` and `log` keep small peaks visible beside a large background, and `plain` compares.
 */
export type BarScale = 'plain' | 'root' | 'log';

const HEIGHT_OF: Readonly<Record<BarScale, (count: number) => number>> = {
  plain: (count) => count,
  root: Math.sqrt,
  log: Math.log1p,
};

/** Bars 1 wide, one a bin, on a ground at y = `height`; the largest of all bins reaches y = 0. Bins before `from` are left out. */
export function barsPath(bins: readonly number[], height: number, scale: BarScale, from = 0): string {
  const heightOf = HEIGHT_OF[scale];
  const most = heightOf(bins.reduce((largest, count) => Math.max(largest, count), 1));
  const bars = bins.map((count, bin) => {
    const tall = (height * heightOf(count)) / most;
    return bin >= from && tall > 0 ? `M${bin} ${height}v-${tall.toFixed(2)}h1v${tall.toFixed(2)}z` : '';
  });
  return bars.join('');
}
