/** Which values a mask holds and how often: all that the reading of a mask set is decided from. */
import type { ValueCount } from '../../domain/labels';
import type { Raster } from '../../domain/raster';

/** Pixels of each value of a one-channel raster. */
export function countValues(raster: Raster): Map<number, number> {
  if (raster.type === 'uint8') return countBytes(raster.data);
  const counts = new Map<number, number>();
  for (const value of raster.data) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function countBytes(data: ArrayLike<number>): Map<number, number> {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  return new Map([...histogram.entries()].filter(([, pixels]) => pixels > 0));
}

/** The sum over several masks, ascending by value. The same whatever order the masks come in. */
export function mergeCounts(masks: Iterable<ReadonlyMap<number, number>>): ValueCount[] {
  const total = new Map<number, number>();
  for (const counts of masks) {
    for (const [value, pixels] of counts) total.set(value, (total.get(value) ?? 0) + pixels);
  }
  const all = [...total].map(([value, pixels]) => ({ value, pixels }));
  return all.sort((a, b) => a.value - b.value);
}
