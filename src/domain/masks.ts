/** Stage "data": one mask as values, what is measured on it, and what a whole set of masks turned out to be. */
import type { Raster, SampleType } from './raster';

/**
 * What the values of a mask are:
 * - `values`: the pixel's own. `palette`: indices into the file's palette.
 * - `colours`: 0xRRGGBB, as uint32.
 * - `objects`: OBJECTS_PER_CLASS * (class - 1) + number of the object, joined from one file an object.
 * - `outlines`: the same, drawn from outlines; IGNORED_OUTLINE where nothing counts.
 */
export type MaskCoding = 'values' | 'palette' | 'colours' | 'objects' | 'outlines';

/** A mask as one channel of values. */
export interface MaskRaster extends Raster {
  readonly coding: MaskCoding;
}

/** One value of one mask: how its pixels lie. */
export interface ValueFacts {
  readonly value: number;
  readonly pixels: number;
  /** Pixels whose four neighbours have the same value. */
  readonly inner: number;
  /** Pixels whose four neighbours have nearly the same value. */
  readonly calm: number;
  /** Pixels between a smaller and a larger value, across or down. */
  readonly between: number;
  /** Pixels in the outermost rows and columns. */
  readonly frame: number;
  /** 8-connected components. */
  readonly pieces: number;
  /** Pixels of the median component. */
  readonly medianPiece: number;
  /** Values of which a pixel lies beside (4-neighbourhood) one of this value, ascending; empty for masks of many values. */
  readonly beside: readonly number[];
}

/** Sizes in a bounded sample: the areas at evenly spaced ranks, px, ascending. */
export interface AreaSample {
  readonly count: number;
  readonly areas: readonly number[];
}

/** What is measured once on a mask, so that its set can be judged without its pixels. Plain data, a few thousand numbers. */
export interface MaskFacts {
  readonly width: number;
  readonly height: number;
  readonly type: SampleType;
  readonly coding: MaskCoding;
  /** How many values there are. */
  readonly distinct: number;
  /** The most frequent values, at most RICH_VALUES, ascending. */
  readonly values: readonly ValueFacts[];
  /** 0xRRGGBB of each of `values`, in a mask with a palette; else null. */
  readonly colours: readonly number[] | null;
  /** The next most frequent: value, pixels, value, pixels ... The last one carries the pixels of all that are not listed. */
  readonly others: readonly number[];
  /** Pixels that hold no number (NaN, infinity). */
  readonly notFinite: number;
  /** Every value but 0 taken as an object: how many there are, how many look like one, how many touch another. */
  readonly ids: {
    readonly count: number;
    /** In one piece, and not a mere step between a smaller and a larger value. */
    readonly whole: number;
    readonly touching: number;
    readonly sizes: AreaSample;
  };
  /** Components of the values with plateaus, once every other value became the nearest of these. */
  readonly plateaus: readonly { readonly value: number; readonly sizes: AreaSample }[];
}

/**
 * - `binary`: two values, the larger one is the object. `inverted`: two values, the smaller one is the object.
 * - `index`: a small number a class. `levels`: classes as spread grey levels (0, 32 ... 255).
 * - `palette`: indices with colours. `colours`: a colour a class, without a palette.
 * - `instances`: a number an object. `objects`: one file an object. `outlines`: polygons of annotation files.
 */
export type MaskKind =
  | 'binary'
  | 'inverted'
  | 'index'
  | 'levels'
  | 'palette'
  | 'colours'
  | 'instances'
  | 'objects'
  | 'outlines';

/**
 * - `soft-edges`: in-between values along borders. `noise`: a few values with a spread around each (JPEG).
 * - `stray-values`: values of a handful of pixels. `partly-labelled`: frames in which most objects have no label.
 */
export type MaskFlaw = 'soft-edges' | 'noise' | 'stray-values' | 'partly-labelled';

/**
 * Sizes of the objects in all masks, in source pixels; where there are no ids, of the connected components of every
 * class but the background, without crumbs (the smallest, which hold 0.5 % of the area). Where the object is a
 * net of thin lines, of the meshes.
 */
export interface ObjectSizes {
  readonly objects: number;
  /** Percentiles of the areas, px². */
  readonly area: { readonly p10: number; readonly median: number; readonly p90: number };
  /** Of the circle with the median area, px. */
  readonly diameter: number;
  /** Objects that touch another one, where they have numbers of their own; else 0. */
  readonly touching: number;
}

export interface MaskJudgement {
  readonly kind: MaskKind;
  readonly flaws: readonly MaskFlaw[];
  /** Plain sentences with numbers: why this kind, why this background, what is cleaned and by which rule. */
  readonly evidence: readonly string[];
}
