/** From pixels to objects: how objects are cut out of a prediction, and what is measured on each. */
import { checkedChoice } from './checkedChoice';
import { checkedNumber } from './checkedNumber';
import type { ObjectScores } from './metrics';
import type { PixelSize } from './scale';

/** What objects are cut out of; both are [classes, height, width], `one` being the value that stands for certainty. */
export interface ClassProbabilities {
  readonly data: Float32Array | Uint8Array;
  /** 1 where values are 0..1, 255 where they are bytes. */
  readonly one: number;
}

/** Whether objects that touch are taken apart, and by which landscape: distance to the edge, or class probability. */
export type SplitLandscape = 'none' | 'distance' | 'probability';

export interface ObjectSettings {
  /** The class that is no object. */
  readonly background: number;
  /**
   * The least probability of each class, 0..1, that of the background unused: a pixel is of the most probable class
   * among those that reach theirs. Null: of the most probable class, as labels are without objects.
   */
  readonly thresholds: readonly number[] | null;
  /** Radius in px of the disc by which each class is opened: narrower parts vanish; 0 for none. */
  readonly openRadius: number;
  /** Enclosed background of up to so many px becomes object; 0 for none. */
  readonly largestHole: number;
  /** Objects of fewer px are left out; 0 and 1 leave none out. */
  readonly smallestObject: number;
  /** Whether pixels that share only a corner are of one object. */
  readonly neighbours: 'corners' | 'edges';
  readonly split: SplitLandscape;
  /**
   * Two tops of the landscape are two objects where it falls between them by more than this: px of distance, or
   * probability 0..1. Larger splits less.
   */
  readonly splitDepth: number;
}

/** The pieces of the labels as they are: the same objects that scores count. */
export const DEFAULT_OBJECTS: ObjectSettings = {
  background: 0,
  thresholds: null,
  openRadius: 0,
  largestHole: 0,
  smallestObject: 0,
  neighbours: 'corners',
  split: 'none',
  splitDepth: 1,
};

const PIXELS = { min: 0, max: 2 ** 32 - 1, whole: true } as const;

/** The settings themselves, for `classes` classes with the background; throws `bad-setting`. */
export function checkedObjects(settings: ObjectSettings, classes: number): ObjectSettings {
  const { thresholds } = settings;
  checkedNumber('background', settings.background, { min: 0, max: classes - 1, whole: true });
  if (thresholds) checkedNumber('thresholds', thresholds.length, { min: classes, max: classes, whole: true });
  for (const share of thresholds ?? []) checkedNumber('threshold', share, { min: 0, max: 1, whole: false });
  checkedNumber('radius of opening', settings.openRadius, { min: 0, max: 1000, whole: false });
  checkedNumber('largest hole', settings.largestHole, PIXELS);
  checkedNumber('smallest object', settings.smallestObject, PIXELS);
  checkedChoice('neighbours', settings.neighbours, ['corners', 'edges']);
  checkedChoice('split', settings.split, ['none', 'distance', 'probability']);
  checkedNumber('depth of split', settings.splitDepth, { min: 0, max: 1e6, whole: false });
  return settings;
}

/** Objects of one image. */
export interface ObjectMap {
  readonly width: number;
  readonly height: number;
  /** [height, width], 0 for none, 1 ... count in the order in which rows meet them. */
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly count: number;
  /** [count + 1], the class of each id; that of id 0 means nothing. */
  readonly classes: Uint8Array<ArrayBuffer>;
}

/** In one unit of length, px or µm. Points are measured from the upper left corner of the upper left pixel. */
export interface ObjectShape {
  /** Of the pixels; holes are no part of it. */
  readonly area: number;
  /** Length of all edges, those of holes included: an estimate (objectPerimeter). */
  readonly perimeter: number;
  readonly centroid: { readonly x: number; readonly y: number };
  /** The smallest upright rectangle that holds every pixel whole. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Axes, whole lengths, of the ellipse with the same second moments. */
  readonly majorAxis: number;
  readonly minorAxis: number;
  /** Largest and smallest distance between parallel lines that touch the object on both sides; pixels are squares. */
  readonly feretMax: number;
  readonly feretMin: number;
}

/** Of the file's own values. Null where an object has no finite value there. */
export interface ChannelIntensity {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Of all the object's pixels: divided by their number. */
  readonly sd: number;
}

export interface MeasuredObject {
  /** The object's number in its ObjectMap. */
  readonly id: number;
  readonly classIndex: number;
  readonly px: ObjectShape;
  /** Null where the pixel size is not known. */
  readonly um: ObjectShape | null;
  /**
   * 4 π area / perimeter²: 1 for a disc. Objects of a few px may exceed 1, the perimeter being an estimate. This and
   * the next two are of the shape in µm where the pixel size is known, else of that in px.
   */
  readonly circularity: number;
  /** Of the ellipse: 0 for a disc, towards 1 the longer it is. */
  readonly eccentricity: number;
  /** Of the major axis, degrees counter-clockwise as seen from the x axis, 0 <= it < 180; null where no axis is major. */
  readonly orientation: number | null;
  /** One for each channel of the image. */
  readonly intensities: readonly (ChannelIntensity | null)[];
  /** Mean over its pixels of the probability of its class, 0..1. */
  readonly probability: number;
  /** Whether a pixel of it lies in the outermost rows or columns: it may be cut off. */
  readonly touchesBorder: boolean;
}

/** What one class amounts to in one image. */
export interface ClassTotal {
  readonly classIndex: number;
  readonly count: number;
  readonly areaPx: number;
  /** Null where the pixel size is not known. */
  readonly areaUm: number | null;
  /** Of the whole image, 0..1. */
  readonly areaFraction: number;
}

/**
 * What went wrong with which object. An object lies in another one of its class where over half of its pixels do.
 * - `merged`: a predicted object in which two or more true ones lie.
 * - `split`: a predicted object that lies in a true one, as another predicted one does.
 * - `right`: any other predicted object that lies in a true one, or in which one lies.
 * - `false`: a predicted object that does neither.
 * - `missed`: a true object that lies in no predicted one, and in which none lies.
 */
export const OBJECT_ERRORS = ['none', 'right', 'missed', 'false', 'merged', 'split'] as const;
export type ObjectError = (typeof OBJECT_ERRORS)[number];

export interface ObjectErrors {
  /** [height, width], places in OBJECT_ERRORS: of the predicted object, else `missed` on a missed true one, else `none`. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** True objects that were missed; predicted ones of each other kind. */
  readonly counts: Readonly<Record<Exclude<ObjectError, 'none'>, number>>;
}

/** What an image comes to, without pixels and rows. */
export interface ObjectTotals {
  /** One for each class but the background. */
  readonly totals: readonly ClassTotal[];
  /** Against the truth; null where the image has no mask with numbered objects, and where neither side has an object. */
  readonly scores: ObjectScores | null;
}

/** All that is made of one predicted image by settings: objects, what is measured on them, how good they are. */
export interface ImageObjects extends ObjectTotals {
  readonly imageId: string;
  readonly map: ObjectMap;
  /** In order of id, from 1 on. */
  readonly rows: readonly MeasuredObject[];
  /** Of the image's file, whose values intensities are. */
  readonly channels: number;
  readonly pixelSize: PixelSize | null;
  /** Against the truth; null where the image has no mask with numbered objects. */
  readonly errors: ObjectErrors | null;
  /** [height, width], the class of the pixel's object, the background elsewhere. */
  readonly labels: Uint8Array<ArrayBuffer>;
}
