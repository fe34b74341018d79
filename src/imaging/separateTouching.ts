/** Where touching objects have to give way to a line between them. Pure; called when labels are made from a mask. */

/**
 * Indices of the pixels, ascending, that become background so that no two objects touch, not even across a corner:
 * those of which one of the 8 neighbours belongs to another object that is smaller (of equals, has the higher
 * number). The line is 1 px wide and taken from the larger object, so no object vanishes for its neighbour's sake;
 * turned or mirrored masks give the turned or mirrored line. `numbers`: [height, width], 0 for no object.
 */
export function separateTouching(numbers: Uint32Array, width: number, height: number): number[] {
  const areas = areasOf(numbers);
  const cut: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const own = numbers[pixel] ?? 0;
      if (own !== 0 && touchesSmaller(numbers, width, height, x, y, own, areas)) cut.push(pixel);
    }
  }
  return cut;
}

function areasOf(numbers: Uint32Array): Map<number, number> {
  const areas = new Map<number, number>();
  let last = 0;
  let run = 0;
  const close = () => areas.set(last, (areas.get(last) ?? 0) + run);
  for (const value of numbers) {
    if (value !== last) {
      close();
      last = value;
      run = 0;
    }
    run += 1;
  }
  close();
  return areas;
}

function touchesSmaller(
  numbers: Uint32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  own: number,
  areas: ReadonlyMap<number, number>,
): boolean {
  const bottom = Math.min(height - 1, y + 1);
  const right = Math.min(width - 1, x + 1);
  for (let v = Math.max(0, y - 1); v <= bottom; v++) {
    for (let u = Math.max(0, x - 1); u <= right; u++) {
      const other = numbers[v * width + u] ?? 0;
      if (other === 0 || other === own) continue;
      const difference = (areas.get(other) ?? 0) - (areas.get(own) ?? 0);
      if (difference < 0 || (difference === 0 && other > own)) return true;
    }
  }
  return false;
}
