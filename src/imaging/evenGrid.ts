/** Single pixels that stand for an image made small: picked, never mixed, so that labels stay labels. */

/** Middles of `count` equal parts of `size` px. */
export function evenGrid(count: number, size: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * size) / count));
}
