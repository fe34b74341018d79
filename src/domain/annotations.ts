/** Stage "data": objects drawn as outlines in a file of annotations, before they become the pixels of a mask. */

/**
 * Corners x, y, x, y ... in px from the image's upper left corner, so that the first pixel is the square from (0, 0) to
 * (1, 1). The last corner is joined to the first. May leave the image and cross itself.
 */
export type FlatRing = Float64Array<ArrayBuffer>;

/**
 * Where an object lies:
 * - `polygons`: pixels of any of them; of one polygon, those that an odd number of its rings enclose.
 * - `ellipse`: the largest one in the rectangle.
 * - `runs`: lengths of outside and inside in turn, down the columns of the whole image.
 * - `bitmap`: pixels that are not 0, from (x, y) on.
 */
export type OutlineShape =
  | { readonly kind: 'polygons'; readonly polygons: readonly (readonly FlatRing[])[] }
  | {
      readonly kind: 'ellipse';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'runs'; readonly counts: readonly number[] }
  | {
      readonly kind: 'bitmap';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly data: Uint8Array<ArrayBuffer>;
    };

/** One object; pixels that count nowhere; or background cut out of what lies below it. */
export type OutlineRole = 'object' | 'ignored' | 'background';

export interface Outline {
  readonly role: OutlineRole;
  /** Its class; null where the file names none. */
  readonly name: string | null;
  /** Of more than one part where the file says that they are one object. */
  readonly shapes: readonly OutlineShape[];
}

/** What a file says of one image. */
export interface AnnotatedImage {
  /** The image's file as it is named there; null where it is not. */
  readonly image: string | null;
  /** Which page of a stack, from 0; null where nothing says so. */
  readonly page: number | null;
  /** The image's size as it is stated there, px; null where it is not. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly outlines: readonly Outline[];
}

export type AnnotationFormat = 'coco' | 'labelme' | 'geojson' | 'imagej' | 'cwfid';

export interface AnnotationFile {
  readonly format: AnnotationFormat;
  /** At least one. */
  readonly images: readonly AnnotatedImage[];
  /** What has no outline, or none that is read, and is left out: "3 points". */
  readonly skipped: readonly string[];
}

/** All of an annotation file but its outlines: plain data, kept in a project. */
export interface AnnotationFacts {
  readonly format: AnnotationFormat;
  readonly images: readonly {
    readonly image: string | null;
    readonly page: number | null;
    /** Distinct names of the objects, null among them where some have none; sorted, null last. */
    readonly names: readonly (string | null)[];
  }[];
  readonly skipped: readonly string[];
}

/** The value of pixels that count nowhere, in a mask that was drawn from outlines. */
export const IGNORED_OUTLINE = 2 ** 32 - 1;
