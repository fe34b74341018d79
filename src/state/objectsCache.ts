/** The objects that the page holds: of the images looked at last, within a bound of bytes. Pure. */
import type { ImageObjects, ObjectSettings } from '../domain/objects';
import type { PredictionSummary } from '../domain/predict';
import type { ObjectsState } from './objectsSlice';

/** The objects of one image, and what they are of. */
export interface FoundObjects {
  /** Theirs is this very prediction; one made anew has another summary. */
  readonly summary: PredictionSummary;
  readonly settings: ObjectSettings;
  readonly objects: ImageObjects;
  /** Pixels by byte of probability, [classes][256]. */
  readonly histogram: readonly (readonly number[])[];
}

/** Of all that is held, bytes; the image looked at is held whatever it takes. */
export const OBJECTS_BYTES = 256 * 2 ** 20;

/** About what a row of measurements takes, bytes. */
const ROW_BYTES = 1500;

/** `state` with what was found of an image, its totals as well, and without the oldest that are too much. */
export function withFound(
  state: Pick<ObjectsState, 'results' | 'totals'>,
  found: FoundObjects,
  limit = OBJECTS_BYTES,
): Pick<ObjectsState, 'results' | 'totals'> {
  const { summary, settings, objects } = found;
  const { imageId, totals, scores } = objects;
  const results = new Map(state.results);
  results.delete(imageId);
  let bytes = bytesOf(objects);
  for (const [id, { objects: other }] of [...results].reverse()) {
    bytes += bytesOf(other);
    if (bytes > limit) results.delete(id);
  }
  return {
    results: results.set(imageId, found),
    totals: new Map(state.totals).set(imageId, { summary, settings, totals, scores }),
  };
}

/**
 * The object of `next` that lies where an object of `before` did, both of one image: at its first pixel; null where there
 * is none.
 */
export function sameObject(before: ImageObjects, next: ImageObjects, id: number): number | null {
  const box = before.rows[id - 1]?.px.box;
  if (!box) return null;
  const start = box.y * before.map.width;
  const first = before.map.ids.indexOf(id, start);
  return next.map.ids[first] || null;
}

/** Ids, labels and errors a pixel, and the rows. */
function bytesOf({ map, errors, rows }: ImageObjects): number {
  return map.ids.length * (errors === null ? 5 : 6) + rows.length * ROW_BYTES;
}
