/** One predicted image with all that files are made of. Whoever exports gets one after the other. */
import type { SourceImage } from '../../domain/example';
import type { ClassInfo } from '../../domain/labels';
import type { ObjectScores } from '../../domain/metrics';
import type { ClassTotal, MeasuredObject, ObjectMap } from '../../domain/objects';
import type { Polygon } from '../../imaging/objects/outlines';

/** At the size of the image's file. */
export interface PredictedPixels {
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], 0..255 for 0..1. */
  readonly probabilities: Uint8Array<ArrayBuffer>;
}

/** Cut out and measured by the settings in force. */
export interface FoundObjects {
  readonly map: ObjectMap;
  readonly rows: readonly MeasuredObject[];
  readonly totals: readonly ClassTotal[];
  /** Against the truth; null where that numbers no objects. */
  readonly scores: ObjectScores | null;
  /** [height, width], class indices after thresholds, opening, holes and smallest: what masks are. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

export interface ResultImage {
  readonly source: SourceImage;
  readonly predicted: PredictedPixels;
  readonly objects: FoundObjects;
}

/** The same under the names of its files. */
export interface NamedResult extends ResultImage {
  /** As its file is called, with the page of a stack ("stack.tif#4"): what tables and COCO call it. */
  readonly name: string;
  /** As resultStems makes it. */
  readonly stem: string;
  readonly classes: readonly ClassInfo[];
  /** As objectOutlines makes them; traced when first asked for. */
  outlines(): readonly (readonly Polygon[])[];
}
