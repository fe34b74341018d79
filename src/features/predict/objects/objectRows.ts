/** The objects of an image as rows of its table: what was measured, and what is wrong with each. Pure. */
import {
  type ImageObjects,
  type MeasuredObject,
  OBJECT_ERRORS,
  type ObjectError,
} from '../../../domain/objects';

export interface ObjectRow {
  readonly object: MeasuredObject;
  /** Null where the truth numbers no objects, or ignores all of this one. */
  readonly error: Exclude<ObjectError, 'none' | 'missed'> | null;
}

/** In order of id. */
export function objectRows({ rows, map, errors }: ImageObjects): ObjectRow[] {
  const kinds = new Uint8Array(map.count + 1);
  for (let at = 0; errors !== null && at < map.ids.length; at++) {
    // Every pixel of an object has its kind, but for those that the truth ignores, which have none.
    const kind = errors.pixels[at] ?? 0;
    if (kind !== 0) kinds[map.ids[at] ?? 0] = kind;
  }
  return rows.map((object) => ({ object, error: rowError(OBJECT_ERRORS[kinds[object.id] ?? 0]) }));
}

function rowError(kind: ObjectError | undefined): ObjectRow['error'] {
  return kind === undefined || kind === 'none' || kind === 'missed' ? null : kind;
}
