/** A least-recently-stored cache as an immutable map, so that it can live in the store. */

/** `cache` with `value` under `key` as the newest entry; the oldest leave beyond `limit` entries. */
export function remember<V>(
  cache: ReadonlyMap<string, V>,
  key: string,
  value: V,
  limit: number,
): ReadonlyMap<string, V> {
  const next = new Map(cache);
  next.delete(key);
  next.set(key, value);
  for (const oldest of next.keys()) {
    if (next.size <= limit) break;
    next.delete(oldest);
  }
  return next;
}

/** Only the entries whose key is kept; the same map where nothing leaves. */
export function retain<V>(cache: ReadonlyMap<string, V>, keep: ReadonlySet<string>): ReadonlyMap<string, V> {
  const kept = [...cache].filter(([key]) => keep.has(key));
  return kept.length === cache.size ? cache : new Map(kept);
}
