/** What a mask means, once read: a class for every pixel, and which pixels count nowhere. */

/** [height, width]. Class 0 is background unless the user says otherwise. */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  /** Class index of each pixel; 0 where the pixel is ignored. */
  readonly classes: Uint8Array<ArrayBuffer>;
  /** 1 where the pixel counts nowhere (unlabelled); null where every pixel counts. */
  readonly ignore: Uint8Array<ArrayBuffer> | null;
  /** Instance id of each pixel, 0 for none; null where the file had none. */
  readonly instances: Uint32Array<ArrayBuffer> | null;
}

/** How the values of a whole mask set are read. */
export type MaskReading =
  | {
      readonly kind: 'classes';
      /** Pixel value of each class, in class order: `values[c]` is class c. */
      readonly values: readonly number[];
      /** The value that means "count nowhere", or null. */
      readonly ignore: number | null;
    }
  | {
      readonly kind: 'instances';
      /** 0 is background, every other value one object, all of class 1. */
      readonly ignore: number | null;
    };

/** One distinct mask value and how often it occurs over the whole set. */
export interface ValueCount {
  readonly value: number;
  readonly pixels: number;
}

/** How a class is called and drawn. */
export interface ClassInfo {
  readonly name: string;
  /** `#rrggbb`, from the colour-blind-safe set. */
  readonly color: string;
}

/** Okabe and Ito's colour-blind-safe set (jfly.uni-koeln.de/color), background first as a quiet grey. */
const CLASS_COLORS = [
  '#4d4d4d',
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
] as const;

/** What the classes of the generated sample are, in class order. */
export const SAMPLE_CLASS_NAMES = ['inside', 'membrane'] as const;

export const MAX_CLASSES = 32;

/** Number of classes that a reading yields. */
export function classCount(reading: MaskReading): number {
  return reading.kind === 'instances' ? 2 : reading.values.length;
}

/** Names and colours before the user changes them; colours repeat after eight classes. */
export function defaultClasses(reading: MaskReading): ClassInfo[] {
  return Array.from({ length: classCount(reading) }, (_, index) => ({
    name: defaultName(reading, index),
    color: CLASS_COLORS[index % CLASS_COLORS.length] ?? CLASS_COLORS[0],
  }));
}

function defaultName(reading: MaskReading, index: number): string {
  if (reading.kind === 'instances') return index === 0 ? 'background' : 'object';
  return `value ${reading.values[index]}`;
}
