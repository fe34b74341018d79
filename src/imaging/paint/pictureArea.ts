/** What looks like a pixel: what the wand takes up. Pure. */

/** What the user sees, at the size of the map. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] */
  readonly rgba: Uint8ClampedArray;
}

/** Whether the pixel at a place differs from that at (x, y) by at most `tolerance`, 0..255, in each of red, green and blue. */
export function pictureArea(
  { width, rgba }: Picture,
  x: number,
  y: number,
  tolerance: number,
): (place: number) => boolean {
  const at = 4 * (y * width + x);
  const [red, green, blue] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
  return (place) =>
    Math.abs((rgba[4 * place] ?? 0) - red) <= tolerance &&
    Math.abs((rgba[4 * place + 1] ?? 0) - green) <= tolerance &&
    Math.abs((rgba[4 * place + 2] ?? 0) - blue) <= tolerance;
}
