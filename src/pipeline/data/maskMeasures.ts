/** What was measured on masks, remembered by their planes, so that a project opens without decoding any. */
import type { AnnotatedImage } from '../../domain/annotations';
import type { MaskFit, MaskRef, PlaneSource } from '../../domain/data';
import { planeId } from '../../domain/data';
import type { MaskFacts, MaskRaster } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { outlineMask } from './annotations/outlineMask';
import { fitMask } from './fitMask';
import { maskFacts } from './maskFacts';
import { maskPlane } from './maskPlane';

/** What masks are read from. */
export interface MaskSources {
  raster(source: PlaneSource): Promise<Raster>;
  /** Of an annotation file. */
  outlines(source: PlaneSource): Promise<AnnotatedImage>;
}

export class MaskMeasures {
  private known = new Map<string, MaskFacts>();

  /** `coming` is what measures are taken on: the files of the dataset that is being assembled. */
  constructor(
    private readonly present: MaskSources,
    private readonly coming: MaskSources,
  ) {}

  /** Throws `mask-unreadable` and what decoding throws. */
  async of(mask: MaskRef, words: readonly string[]): Promise<MaskFacts> {
    const key = keyOf(mask, words);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const facts = maskFacts(await planeOf(mask, words, this.coming));
    this.known.set(key, facts);
    return facts;
  }

  /** The mask as one plane of values. Throws the same. */
  plane(mask: MaskRef, words: readonly string[]): Promise<MaskRaster> {
    return planeOf(mask, words, this.present);
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
  { planes, words: own, outlinedAt, fit }: MaskRef,
  words: readonly string[],
  from: MaskSources,
): Promise<MaskRaster> {
  const path = planes[0]?.path ?? null;
  if (outlinedAt) {
    const parts: AnnotatedImage[] = [];
    for (const plane of planes) parts.push(await from.outlines(plane));
    return outlineMask(parts, outlinedAt, words, path);
  }
  const rasters: Raster[] = [];
  for (const plane of planes) rasters.push(await from.raster(plane));
  const mask = maskPlane(rasters, own, words, path);
  return fit ? fitMask(mask, fit) : mask;
}

interface MeasureKey {
  readonly paths: readonly string[];
  readonly planes: readonly string[];
  readonly words: readonly string[];
  /** Of outlines. */
  readonly outlinedAt?: readonly [number, number];
  readonly fit?: MaskFit;
}

/** The set's words matter only where the mask's own names say some. */
function keyOf({ planes, words: own, outlinedAt, fit }: MaskRef, words: readonly string[]): string {
  const key: MeasureKey = {
    paths: [...new Set(planes.map(({ path }) => path))],
    planes: planes.map(planeId),
    words: own.some((word) => word !== null) ? words : [],
    ...(outlinedAt ? { outlinedAt: [outlinedAt.width, outlinedAt.height] as const } : {}),
    ...(fit ? { fit } : {}),
  };
  return JSON.stringify(key);
}
