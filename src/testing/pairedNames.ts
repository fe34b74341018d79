/** Pairings by names alone, in the shapes that tests compare: what each image got, and what stayed alone. */
import type { PlaneSource } from '../domain/data';
import { pairPlanes } from '../pipeline/data/pairPlanes';

export const single = (path: string): PlaneSource => ({ path, page: 0, pages: 1 });
export const stack = (path: string, pages: number): PlaneSource[] =>
  Array.from({ length: pages }, (_, page) => ({ path, page, pages }));

export const pairing = (paths: readonly string[]) => pairPlanes(paths.map(single), []);

/** Masks of each image: null for none, the path for one, the paths for several. */
export function pairsOf(paths: readonly string[]) {
  const { pairs } = pairing(paths);
  return Object.fromEntries(
    pairs.map(({ image, mask }) => {
      const [first, ...rest] = mask?.planes.map(({ path }) => path) ?? [];
      return [image.path, first === undefined ? null : rest.length === 0 ? first : [first, ...rest]];
    }),
  );
}

/** What stays alone: path and reason. */
export const aloneOf = (paths: readonly string[]) =>
  Object.fromEntries(pairing(paths).unpaired.map(({ path, reason }) => [path, reason]));
