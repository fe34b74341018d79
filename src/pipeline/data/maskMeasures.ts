/** What was measured on masks, remembered by their planes, so that a project opens without decoding any. */
import type { MaskRef, PlaneSource } from '../../domain/data';
import { planeId } from '../../domain/data';
import type { MaskFacts, MaskRaster } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { maskFacts } from './maskFacts';
import { maskPlane } from './maskPlane';

export class MaskMeasures {
  private known = new Map<string, MaskFacts>();

  constructor(private readonly rasterOf: (source: PlaneSource) => Promise<Raster>) {}

  /** Throws `mask-unreadable` and what decoding throws. */
  async of(mask: MaskRef, words: readonly string[]): Promise<MaskFacts> {
    const key = keyOf(mask, words);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const facts = maskFacts(await this.plane(mask, words));
    this.known.set(key, facts);
    return facts;
  }

  /** The mask as one plane of values. Throws the same. */
  async plane(mask: MaskRef, words: readonly string[]): Promise<MaskRaster> {
    return maskPlane(await this.rasters(mask), mask.words, words, mask.planes[0]?.path ?? null);
  }

  private async rasters({ planes }: MaskRef): Promise<Raster[]> {
    const rasters: Raster[] = [];
    for (const plane of planes) rasters.push(await this.rasterOf(plane));
    return rasters;
  }

  restore(known: Readonly<Record<string, MaskFacts>>): void {
    this.known = new Map(Object.entries(known));
  }

  all(): Record<string, MaskFacts> {
    return Object.fromEntries(this.known);
  }

  /** What was measured on files of these paths holds no longer. */
  forget(paths: readonly string[]): void {
    const gone = new Set(paths);
    for (const key of this.known.keys()) {
      const { paths: from } = JSON.parse(key) as MeasureKey;
      if (from.some((path) => gone.has(path))) this.known.delete(key);
    }
  }
}

interface MeasureKey {
  readonly paths: readonly string[];
  readonly planes: readonly string[];
  readonly words: readonly string[];
}

/** The set's words matter only where the mask's own names say some. */
function keyOf({ planes, words: own }: MaskRef, words: readonly string[]): string {
  const key: MeasureKey = {
    paths: [...new Set(planes.map(({ path }) => path))],
    planes: planes.map(planeId),
    words: own.some((word) => word !== null) ? words : [],
  };
  return JSON.stringify(key);
}
