/** Which gaps between objects are too narrow for the training scale. Called before training, to warn. */
import type { LabelMap } from '../../domain/labels';
import type { PixelSize } from '../../domain/scale';
import type { NarrowGap } from '../../domain/weights';
import { type NearestRow, twoNearestObjects } from '../../imaging/twoNearestObjects';
import { idsByClass } from './idsByClass';
import { objectsOf } from './objectsOf';

/**
 * `labels` at the source's scale; `factors` are training pixels to one source pixel. A gap vanishes where it is
 * narrower than one training pixel: a sample may then fall on either side of it and none inside, wherever the
 * patch's own shift puts the samples. One entry a pair of objects, at most; none where nothing is scaled down.
 */
export function vanishingGaps(labels: LabelMap, background: number, factors: PixelSize): NarrowGap[] {
  if (Math.min(factors.x, factors.y) >= 1) return [];
  const { ids, count } = objectsOf(labels, background);
  const touching = touchingPairs(ids, labels.width, labels.height, count);
  const found = new NarrowPlaces(labels, background, factors, count);
  for (const only of idsByClass(labels, ids)) {
    twoNearestObjects(only, labels.width, labels.height, (row) => found.look(row, only));
  }
  return found.gaps(touching);
}

/** Null where no gap vanishes. */
export function vanishingGapsSentence(gaps: readonly NarrowGap[]): string | null {
  if (gaps.length === 0) return null;
  const narrowest = gaps.reduce((least, { width }) => Math.min(least, width), 1);
  const finer = Math.ceil(10 / narrowest) / 10;
  const [which, them] =
    gaps.length === 1
      ? ['1 gap between objects is', 'it']
      : [`${gaps.length} gaps between objects are`, 'them'];
  return `${which} narrower than one pixel of the training scale, so the objects grow together there; a scale ${finer} times as fine keeps ${them} open.`;
}

function pairKey(one: number, other: number, count: number): number {
  return Math.min(one, other) * (count + 1) + Math.max(one, other);
}

/** Keys of the objects that share an edge or a corner of a pixel. */
function touchingPairs(ids: Uint32Array, width: number, height: number, count: number): Set<number> {
  const pairs = new Set<number>();
  const meet = (id: number, other: number | undefined) => {
    if (other && other !== id) pairs.add(pairKey(id, other, count));
  };
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = ids[i] ?? 0;
      if (id === 0) continue;
      if (x + 1 < width) meet(id, ids[i + 1]);
      if (x > 0) meet(id, ids[i + width - 1]);
      meet(id, ids[i + width]);
      if (x + 1 < width) meet(id, ids[i + width + 1]);
    }
  }
  return pairs;
}

interface Place {
  width: number;
  readonly pixels: number[];
}

/** Background pixels between two objects whose outlines are less than a training pixel apart there, by pair. */
class NarrowPlaces {
  private readonly places = new Map<number, Place>();

  constructor(
    private readonly labels: LabelMap,
    private readonly background: number,
    private readonly factors: PixelSize,
    private readonly count: number,
  ) {}

  look({ y, nearestSite, secondSite }: NearestRow, ids: Uint32Array): void {
    const { width, classes, ignore } = this.labels;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const one = nearestSite[x] ?? -1;
      const other = secondSite[x] ?? -1;
      if (other < 0 || classes[i] !== this.background || ignore?.[i]) continue;
      const gap = this.outlineGap(one, other);
      if (gap < 1) this.keep(pairKey(ids[one] ?? 0, ids[other] ?? 0, this.count), i, gap);
    }
  }

  gaps(except: ReadonlySet<number>): NarrowGap[] {
    return [...this.places]
      .filter(([pair]) => !except.has(pair))
      .map(([, { width, pixels }]) => ({ ...this.amid(pixels), width }));
  }

  /** Between the nearest points of two pixels' squares, px of the training scale. */
  private outlineGap(one: number, other: number): number {
    const { width } = this.labels;
    const dx = Math.abs((one % width) - (other % width));
    const dy = Math.abs(Math.floor(one / width) - Math.floor(other / width));
    return Math.sqrt(
      (Math.max(0, dx - 1) * this.factors.x) ** 2 + (Math.max(0, dy - 1) * this.factors.y) ** 2,
    );
  }

  private keep(pair: number, pixel: number, width: number): void {
    const place = this.places.get(pair);
    if (place === undefined) {
      this.places.set(pair, { width, pixels: [pixel] });
    } else {
      place.width = Math.min(place.width, width);
      place.pixels.push(pixel);
    }
  }

  /** The one of `pixels` that is nearest to their mean. */
  private amid(pixels: readonly number[]): { x: number; y: number } {
    const { width } = this.labels;
    const points = pixels.map((i) => ({ x: i % width, y: Math.floor(i / width) }));
    const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
    const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
    const far = ({ x, y }: { x: number; y: number }) => (x - meanX) ** 2 + (y - meanY) ** 2;
    return points.reduce((best, point) => (far(point) < far(best) ? point : best));
  }
}
