/** What was measured on masks, remembered by their planes, so that a project opens without decoding any. */
import type { MaskRef, PlaneSource } from '../../domain/data';
import { planeId } from '../../domain/data';
import type { MaskFacts, MaskRaster } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { maskFacts } from './maskFacts';
import { maskPlane } from './maskPlane';

type RasterOf = (source: PlaneSource) => Promise<Raster>;

export class MaskMeasures {
  private known = new Map<string, MaskFacts>();

  /** `comingRasterOf` gives what measures are taken on: the pixels of the dataset that is being assembled. */
  constructor(
    private readonly rasterOf: RasterOf,
    private readonly comingRasterOf: RasterOf,
  ) {}

  /** Throws `mask-unreadable` and what decoding throws. */
  async of(mask: MaskRef, words: readonly string[]): Promise<MaskFacts> {
    const key = keyOf(mask, words);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const facts = maskFacts(await planeOf(mask, words, this.comingRasterOf));
    this.known.set(key, facts);
    return facts;
  }

  /** The mask as one plane of values. Throws the same. */
  plane(mask: MaskRef, words: readonly string[]): Promise<MaskRaster> {
    return planeOf(mask, words, this.rasterOf);
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

async function planeOf(
  { planes, words: own }: MaskRef,
  words: readonly string[],
  rasterOf: RasterOf,
): Promise<MaskRaster> {
  const rasters: Raster[] = [];
  for (const plane of planes) rasters.push(await rasterOf(plane));
  return maskPlane(rasters, own, words, planes[0]?.path ?? null);
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
