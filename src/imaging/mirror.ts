/** Continuing an image beyond its border by mirroring, as the overlap-tile strategy of Ronneberger et al. 2015 asks. */

/**
 * The index inside 0..n-1 that stands for `i` beyond the border: reflection that does not repeat the edge
 * pixel (… 2 1 0 1 2 … n-2 n-1 n-2 …), again and again where `i` is far out. `n` >= 1; `n` = 1 gives 0.
 */
export function mirrorIndex(i: number, n: number): number {
  if (i >= 0 && i < n) return i;
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const phase = ((i % period) + period) % period;
  return phase < n ? phase : period - phase;
}

/** `mirrorIndex` of start, start + 1, … start + count - 1, each times `stride`: offsets into a row or a plane. */
export function mirrorOffsets(
  start: number,
  count: number,
  n: number,
  stride: number,
): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: count }, (_, k) => mirrorIndex(start + k, n) * stride);
}

/** The same for a coordinate between pixels, px: reflection about the first and the last pixel's centre. */
export function reflect(x: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const phase = ((x % period) + period) % period;
  return phase <= n - 1 ? phase : period - phase;
}
