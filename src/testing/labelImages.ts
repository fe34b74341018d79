/** Small random label images, and distances in them by comparing every pixel with every other one. */
import fc from 'fast-check';
import { rngStream } from '../common/rng';

export interface IdImage {
  readonly width: number;
  readonly height: number;
  /** [height, width], 0 for no object. */
  readonly ids: Uint32Array<ArrayBuffer>;
}

/** Ids beyond 8, 16 and 31 bits among them. */
const IDS = [1, 2, 3, 7, 255, 256, 65_535, 65_536, 70_000, 2 ** 31, 2 ** 32 - 1];

/** Scattered pixels, at any density: from empty images to ones without background. */
export const scatteredIds: fc.Arbitrary<IdImage> = fc
  .record({
    width: fc.integer({ min: 1, max: 13 }),
    height: fc.integer({ min: 1, max: 13 }),
    seed: fc.nat(),
    objects: fc.integer({ min: 0, max: IDS.length }),
    density: fc.constantFrom(0.02, 0.1, 0.4, 0.9, 1),
  })
  .map(({ width, height, seed, objects, density }) => {
    const rng = rngStream(seed, 'test', 0, 0);
    const idOf = () => (objects > 0 && rng.chance(density) ? (IDS[rng.below(objects)] ?? 0) : 0);
    return { width, height, ids: Uint32Array.from({ length: width * height }, idOf) };
  });

/** Filled discs, later ones over earlier ones: objects as they come, touching and apart. */
export function discIds(
  width: number,
  height: number,
  objects: number,
  radius: number,
  seed: number,
): IdImage {
  const rng = rngStream(seed, 'test', 1, 0);
  const ids = new Uint32Array(width * height);
  for (let id = 1; id <= objects; id++) {
    const size = radius * rng.uniform(0.5, 1.5);
    paintDisc({ width, height, ids }, rng.uniform(0, width), rng.uniform(0, height), size, id);
  }
  return { width, height, ids };
}

/** Pixels whose centres are at most `radius` px from the centre of the disc. */
export function paintDisc(
  { width, height, ids }: IdImage,
  cx: number,
  cy: number,
  radius: number,
  id: number,
): void {
  for (let y = Math.max(0, Math.ceil(cy - radius)); y <= Math.min(height - 1, cy + radius); y++) {
    for (let x = Math.max(0, Math.ceil(cx - radius)); x <= Math.min(width - 1, cx + radius); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 <= radius * radius) ids[y * width + x] = id;
    }
  }
}

/** Squared distances of pixel `i` to every object, px², ascending. */
export function distancesByComparing({ width, ids }: IdImage, i: number): number[] {
  const least = new Map<number, number>();
  ids.forEach((id, k) => {
    if (id === 0) return;
    const dx = (k % width) - (i % width);
    const dy = Math.floor(k / width) - Math.floor(i / width);
    least.set(id, Math.min(least.get(id) ?? Number.POSITIVE_INFINITY, dx * dx + dy * dy));
  });
  return [...least.values()].sort((a, b) => a - b);
}
