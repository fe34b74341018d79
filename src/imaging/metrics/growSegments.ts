/** Segments grown until they meet: every pixel without one goes to the nearest, counted in steps along edges. Pure. */

/** `ids` [height, width], 0 for none, at least one other; of equally near segments the one met first by rows. A new array. */
export function growSegments(ids: Uint32Array, width: number, height: number): Uint32Array {
  const grown = ids.slice();
  let front: number[] = [];
  for (let at = 0; at < grown.length; at++) if (grown[at] !== 0) front.push(at);
  while (front.length > 0) {
    const next: number[] = [];
    for (const at of front) {
      const x = at % width;
      const y = (at - x) / width;
      for (const [dx, dy] of STEPS) {
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
        const beside = at + dy * width + dx;
        if (grown[beside] !== 0) continue;
        grown[beside] = grown[at] ?? 0;
        next.push(beside);
      }
    }
    front = next;
  }
  return grown;
}

const STEPS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
