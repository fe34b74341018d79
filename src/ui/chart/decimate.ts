/**
 * Which values to draw where there are more than pixels: of each bucket its lowest and highest, so that no
 * spike is lost, and always the first and the last. Returns ascending indices, at most `limit` (at least 4).
 */
export function decimate(values: readonly number[], limit: number): number[] {
  if (values.length <= limit) return values.map((_, index) => index);
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = new Set([0, values.length - 1]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * values.length) / buckets);
    const to = Math.floor(((bucket + 1) * values.length) / buckets);
    for (const index of extremes(values, from, to)) kept.add(index);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Indices of the lowest and the highest value in [from, to). */
function extremes(values: readonly number[], from: number, to: number): [number, number] {
  let low = from;
  let high = from;
  for (let index = from + 1; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (value < (values[low] ?? value)) low = index;
    if (value > (values[high] ?? value)) high = index;
  }
  return [low, high];
}
