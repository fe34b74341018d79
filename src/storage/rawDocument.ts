/**
 * A document before it is checked, as changes build it up: fields, and two tables of stored content by key. It knows
 * no version, so a journal that an older studio wrote is replayed first and migrated after.
 */

export interface RawDocument {
  /** Everything but the two tables. */
  readonly fields: Record<string, unknown>;
  readonly files: Map<string, unknown>;
  readonly blobs: Map<string, unknown>;
}

export type Change =
  | { readonly fields: Readonly<Record<string, unknown>> }
  /** A null entry takes the key out. */
  | { readonly table: 'files' | 'blobs'; readonly key: string; readonly entry: object | null };

/** Changes the document, in order. In place: a copy for each of a thousand files would cost a million entries. */
export function applyChanges(document: RawDocument, changes: readonly Change[]): void {
  for (const change of changes) {
    if ('fields' in change) Object.assign(document.fields, change.fields);
    else if (change.entry === null) document[change.table].delete(change.key);
    else document[change.table].set(change.key, change.entry);
  }
}

/** Changes that do the same in fewer: of every field the last value, and one change for all of them. */
export function mergedChanges(changes: readonly Change[]): Change[] {
  const fields = changes.flatMap((change) => ('fields' in change ? [change.fields] : []));
  const rest = changes.filter((change) => !('fields' in change));
  return fields.length === 0 ? rest : [...rest, { fields: Object.assign({}, ...fields) }];
}

/** As it is written: the tables as lists of entries that carry their key. */
export function rawToJson({ fields, files, blobs }: RawDocument): Record<string, unknown> {
  return { ...fields, files: [...files.values()], blobs: [...blobs.values()] };
}

/** Null where this is no document. */
export function rawFromJson(json: unknown): RawDocument | null {
  if (typeof json !== 'object' || json === null) return null;
  const { files, blobs, ...fields } = json as Record<string, unknown>;
  if (!Array.isArray(files) || !Array.isArray(blobs)) return null;
  return { fields, files: byKey(files, 'path'), blobs: byKey(blobs, 'name') };
}

/** An entry without its key stays, under a key of its own, for the check of the whole to find. */
function byKey(entries: readonly unknown[], key: string): Map<string, unknown> {
  return new Map(
    entries.map((entry, index) => {
      const name = (entry as Record<string, unknown> | null)?.[key];
      return [typeof name === 'string' ? name : `entry ${index}`, entry];
    }),
  );
}
