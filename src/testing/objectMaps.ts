/** Small object maps for tests of what is measured and drawn on them. */
import fc from 'fast-check';
import { rngStream } from '../common/rng';
import type { ObjectMap } from '../domain/objects';
import { labelComponents } from '../imaging/labelComponents';

/** The pieces of a mask of values, 0 for none, each of the class of its value. */
export function mapOf(values: Uint8Array, width: number, height: number): ObjectMap {
  const { ids, count } = labelComponents(values, width, height);
  const classes = new Uint8Array(count + 1);
  ids.forEach((id, at) => {
    classes[id] = values[at] ?? 0;
  });
  return { width, height, ids, count, classes };
}

/** By hand: rows of digits, the value of each pixel. */
export function mapOfRows(...rows: string[]): ObjectMap {
  return mapOf(Uint8Array.from(rows.join(''), Number), rows[0]?.length ?? 0, rows.length);
}

/** The pixels whose centre, at +0.5, `isInside` holds; one object of class 1 if it is in one piece. */
export function drawnMap(
  width: number,
  height: number,
  isInside: (x: number, y: number) => boolean,
): ObjectMap {
  const values = Uint8Array.from({ length: width * height }, (_, at) =>
    isInside((at % width) + 0.5, Math.floor(at / width) + 0.5) ? 1 : 0,
  );
  return mapOf(values, width, height);
}

/** Blotches of two classes at any density, with holes, bridges, corners that touch and lone pixels. */
export const blotches: fc.Arbitrary<{ width: number; height: number; labels: Uint8Array<ArrayBuffer> }> = fc
  .record({
    width: fc.integer({ min: 1, max: 14 }),
    height: fc.integer({ min: 1, max: 14 }),
    seed: fc.nat(),
    density: fc.constantFrom(0.1, 0.4, 0.6, 0.85, 1),
    classes: fc.constantFrom(1, 2),
  })
  .map(({ width, height, seed, density, classes }) => {
    const rng = rngStream(seed, 'test', 0, 0);
    const label = () => (rng.chance(density) ? 1 + rng.below(classes) : 0);
    return { width, height, labels: Uint8Array.from({ length: width * height }, label) };
  });
