/** Areas drawn as their rims. Pure; what layers over an image share. */

/** Lines of larger images are thicker, so that they are seen when all of it is: one px for so many of the longer side. */
const SIDE_PER_LINE = 800;

/** How far within an area its rim reaches, px. */
export function rimReach(width: number, height: number): number {
  return Math.max(1, Math.round(Math.max(width, height) / SIDE_PER_LINE));
}

/**
 * `rgba` in place, clear but for the rims of areas of one value; `values` [height, width], any numbers. Rims lie within
 * the areas, those of the value 0 excepted, which has none. The image's edge is no rim.
 */
export function keepRims(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  values: ArrayLike<number>,
  width: number,
  height: number,
): void {
  const words = new Uint32Array(rgba.buffer);
  const reach = rimReach(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (values[at] === 0 || !isRim({ width, height }, x, y, reach, (other) => values[other] !== values[at]))
        words[at] = 0;
    }
  }
}

/** Whether a pixel that `differs` is within so many px of this one, along its row or its column. */
export function isRim(
  { width, height }: { readonly width: number; readonly height: number },
  x: number,
  y: number,
  reach: number,
  differs: (place: number) => boolean,
): boolean {
  const at = y * width + x;
  for (let by = 1; by <= reach; by++) {
    if (x >= by && differs(at - by)) return true;
    if (x + by < width && differs(at + by)) return true;
    if (y >= by && differs(at - by * width)) return true;
    if (y + by < height && differs(at + by * width)) return true;
  }
  return false;
}
