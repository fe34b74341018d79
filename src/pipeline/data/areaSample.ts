/** Sizes of many objects in a bounded sample, and percentiles over several such samples. */
import type { AreaSample, ObjectSizes } from '../../domain/masks';

/** The areas at `most` evenly spaced ranks, both ends among them; all of them where there are no more. */
export function areaSample(areas: readonly number[], most: number): AreaSample {
  const sorted = areas.toSorted((a, b) => a - b);
  if (sorted.length <= most) return { count: sorted.length, areas: sorted };
  const step = (sorted.length - 1) / (most - 1);
  return {
    count: sorted.length,
    areas: Array.from({ length: most }, (_, rank) => sorted[Math.round(rank * step)] ?? 0),
  };
}

/** Percentiles over all samples, each weighed by the objects it stands for; null where there are none. */
export function objectSizes(samples: readonly AreaSample[], touching: number): ObjectSizes | null {
  return sizesOf(weighedAreas(samples), touching);
}

interface Weighed {
  readonly area: number;
  /** Objects that it stands for. */
  readonly weight: number;
}

/** Ascending. */
function weighedAreas(samples: readonly AreaSample[]): Weighed[] {
  return samples
    .flatMap(({ count, areas }) => areas.map((area) => ({ area, weight: count / areas.length })))
    .sort((a, b) => a.area - b.area || a.weight - b.weight);
}

function sizesOf(sorted: readonly Weighed[], touching: number): ObjectSizes | null {
  const objects = sorted.reduce((sum, { weight }) => sum + weight, 0);
  if (sorted.length === 0) return null;
  const at = (share: number) => percentile(sorted, share * objects);
  const median = at(0.5);
  return {
    objects: Math.round(objects),
    area: { p10: at(0.1), median, p90: at(0.9) },
    diameter: 2 * Math.sqrt(median / Math.PI),
    touching,
  };
}

/** Crumbs at the borders of classes are many and say nothing: the smallest pieces, which hold so much of the area. */
const CRUMBS = 0.005;

/** objectSizes of pieces of classes: without the smallest ones that together hold 0.5 % of the area. */
export function pieceSizes(samples: readonly AreaSample[]): ObjectSizes | null {
  const pieces = weighedAreas(samples);
  const total = pieces.reduce((sum, { area, weight }) => sum + area * weight, 0);
  let crumbs = 0;
  const kept = pieces.filter(({ area, weight }) => {
    crumbs += area * weight;
    return crumbs > CRUMBS * total;
  });
  return sizesOf(kept, 0);
}

/** The first area at which the weights reach `weight`. */
function percentile(sorted: readonly Weighed[], weight: number): number {
  let sum = 0;
  for (const { area, weight: own } of sorted) {
    sum += own;
    if (sum >= weight - 1e-9) return area;
  }
  return sorted.at(-1)?.area ?? 0;
}
