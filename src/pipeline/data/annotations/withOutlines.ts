/** Images that no mask was found for get their outlines, with the classes these name. Used by pairPlanes. */
import { type MaskRef, planeId } from '../../../domain/data';
import { MAX_CLASSES } from '../../../domain/labels';
import type { Pair } from '../pairPlanes';
import type { OutlineMatch, OutlinePlane } from './pairOutlines';

/**
 * `matches` by the image's id; `outlineOf` by the plane's, also of those that the user chose. Where the outlines of all
 * pairs name more classes than there may be, they are of one class and the reason says so.
 */
export function withOutlines(
  pairs: readonly Pair[],
  matches: ReadonlyMap<string, OutlineMatch>,
  outlineOf: ReadonlyMap<string, OutlinePlane>,
): Pair[] {
  const matched = pairs.map((pair): Pair => {
    const match = matches.get(planeId(pair.image));
    if (match === undefined || pair.mask !== null || pair.by === 'user') return pair;
    const planes = match.outlines.map(({ source }) => source);
    return { ...pair, mask: { planes, words: [] }, reason: match.reason };
  });
  const own = matched.map(
    ({ mask }) => mask?.planes.flatMap((plane) => outlineOf.get(planeId(plane)) ?? []) ?? [],
  );
  const all = new Set(own.flat().flatMap(({ names }) => names));
  const tooMany = all.size >= MAX_CLASSES;
  const note = tooMany
    ? `; its file names more than ${MAX_CLASSES - 1} classes, so all objects are of one`
    : '';
  return matched.map((pair, i): Pair => {
    const outlines = own[i] ?? [];
    if (outlines.length === 0 || pair.mask === null) return pair;
    const names = [...new Set(outlines.flatMap((outline) => outline.names))];
    const mask: MaskRef = { ...pair.mask, words: tooMany ? [null] : names };
    return { ...pair, mask, reason: pair.reason + note };
  });
}
