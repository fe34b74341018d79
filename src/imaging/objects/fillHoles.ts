/** Background that objects enclose, made object. Called by findObjects. */
import type { ObjectSettings } from '../../domain/objects';
import { labelComponents } from '../labelComponents';

/**
 * A copy of `labels` [height, width] in which each piece of background that has at most `largestHole` px and does not
 * reach the image's edge gets the class that most of its edges border on, the lower index of equals. Pieces of
 * background are joined by edges where objects are joined by corners, and the other way round, so that what encloses a
 * hole is in one piece.
 */
export function fillHoles(
  labels: Uint8Array,
  width: number,
  height: number,
  settings: Pick<ObjectSettings, 'background' | 'largestHole' | 'neighbours'>,
): Uint8Array<ArrayBuffer> {
  const filled = Uint8Array.from(labels);
  if (settings.largestHole === 0) return filled;
  const { background, neighbours } = settings;
  const empty = labels.map((label) => (label === background ? 1 : 0));
  const pieces = labelComponents(empty, width, height, neighbours === 'corners' ? 'edges' : 'corners');
  const areas = new Float64Array(pieces.count + 1);
  for (const id of pieces.ids) areas[id] = (areas[id] ?? 0) + 1;
  for (const id of idsAtEdges(pieces.ids, width, height)) areas[id] = Number.POSITIVE_INFINITY;
  const isHole = Uint8Array.from(areas, (area, id) => (id > 0 && area <= settings.largestHole ? 1 : 0));
  const fillings = majorities(labels, pieces.ids, width, isHole);
  for (let at = 0; at < filled.length; at++) {
    const id = pieces.ids[at] ?? 0;
    if (isHole[id] === 1) filled[at] = fillings.get(id) ?? background;
  }
  return filled;
}

function idsAtEdges(ids: Uint32Array, width: number, height: number): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) found.add(ids[x] ?? 0).add(ids[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) found.add(ids[y * width] ?? 0).add(ids[(y + 1) * width - 1] ?? 0);
  return found;
}

/** The class that each hole borders on most; no hole lies at the image's edge. */
function majorities(
  labels: Uint8Array,
  ids: Uint32Array,
  width: number,
  isHole: Uint8Array,
): Map<number, number> {
  const counts = new Map<number, number[]>();
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (isHole[id] !== 1) continue;
    const edges = counts.get(id) ?? [];
    counts.set(id, edges);
    for (const other of [at - width, at - 1, at + 1, at + width]) {
      const label = labels[other] ?? 0;
      if (ids[other] === 0) edges[label] = (edges[label] ?? 0) + 1;
    }
  }
  return new Map([...counts].map(([id, edges]) => [id, indexOfLargest(edges)]));
}

function indexOfLargest(counts: readonly number[]): number {
  let best = 0;
  for (const [index, count] of counts.entries()) if ((count ?? 0) > (counts[best] ?? 0)) best = index;
  return best;
}
