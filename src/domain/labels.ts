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
  /**
   * Of labels that are drawn: 1 where a pixel is ignored only since nobody painted it, as between scribbles; null where
   * there is no such pixel, missing where nobody knows.
   */
  readonly unpainted?: Uint8Array<ArrayBuffer> | null;
}

/** A part of an image's labels, to stand in place of what was there. Its planes are [height, width] of the part. */
export interface LabelPatch extends LabelMap {
  /** Of its upper left corner in the image, px. */
  readonly x: number;
  readonly y: number;
}

/**
 * How the values of a whole mask set are read. A value is the pixel's own in a mask of one channel, the index in
 * one with a palette, and 0xRRGGBB in one of colours.
 */
export type MaskReading =
  | {
      readonly kind: 'classes';
      /** Values of each class, in class order, at least one a class; class 0 is the background. */
      readonly classes: readonly (readonly number[])[];
      /** Values that count nowhere. */
      readonly ignore: readonly number[];
      /** Where true, a value not listed becomes the nearest listed one (classOfValue); else it counts nowhere. */
      readonly clean: boolean;
      /** Where true, values are colours, 0xRRGGBB, and masks of one channel or with a palette are coloured first. */
      readonly colours?: boolean | undefined;
      /** Where true, it was made for labels that are drawn: masks, once there are some, are read by the rules. */
      readonly drawn?: boolean | undefined;
    }
  | {
      /** 0 is background, every other value one object. */
      readonly kind: 'instances';
      /**
       * Of one file an object, where the names say classes: what they say, for classes 1, 2, ...; a value is then
       * OBJECTS_PER_CLASS * (class - 1) + number of the object. Empty where all objects are of class 1.
       */
      readonly words: readonly string[];
      readonly ignore: readonly number[];
      /** Whether a line of background, 1 px wide, is drawn between objects that touch. */
      readonly separate: boolean;
    };

/** What labels that are drawn mean in a set without masks: value and class are one. */
export function drawnReading(classes: number): MaskReading {
  const values = Array.from({ length: Math.max(2, classes) }, (_, index) => [index]);
  return { kind: 'classes', classes: values, ignore: [], clean: false, drawn: true };
}

/** Whether it was made for labels that are drawn. */
export function isForDrawing(reading: MaskReading | null): boolean {
  return reading?.kind === 'classes' && reading.drawn === true;
}

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

const BACKGROUND_COLOR = '#4d4d4d';

/** Okabe and Ito's colour-blind-safe set (jfly.uni-koeln.de/color), then Paul Tol's muted set (SRON/EPS/TN/09-002). */
const CLASS_COLORS = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#332288',
  '#88ccee',
  '#117733',
  '#ddcc77',
  '#882255',
  '#44aa99',
  '#cc6677',
  '#999933',
  '#aa4499',
] as const;

/** What the classes of the generated sample are, in class order. */
export const SAMPLE_CLASS_NAMES = ['inside', 'membrane'] as const;

export const MAX_CLASSES = 32;

/** How a joined mask's values carry both class and object: see MaskReading. */
export const OBJECTS_PER_CLASS = 65536;

/** Number of classes that a reading yields. */
export function classCount(reading: MaskReading): number {
  return reading.kind === 'instances' ? 1 + Math.max(1, reading.words.length) : reading.classes.length;
}

/** Names and colours before the user changes them; colours repeat after seventeen classes, the background's never. */
export function defaultClasses(reading: MaskReading): ClassInfo[] {
  return Array.from({ length: classCount(reading) }, (_, index) => ({
    name: defaultName(reading, index),
    color: defaultColor(index),
  }));
}

function defaultColor(index: number): string {
  return index === 0
    ? BACKGROUND_COLOR
    : (CLASS_COLORS[(index - 1) % CLASS_COLORS.length] ?? BACKGROUND_COLOR);
}

/** Of the values of labels that are drawn in a set without masks. */
const DRAWN_NAMES = ['background', 'object'];

function defaultName(reading: MaskReading, index: number): string {
  if (reading.kind === 'instances')
    return index === 0 ? 'background' : (reading.words[index - 1] ?? 'object');
  const values = reading.classes[index] ?? [];
  if (reading.drawn) return values.map((value) => DRAWN_NAMES[value] ?? `class ${value}`).join(', ');
  return reading.colours ? `colour ${values.map(colourText).join(', ')}` : `value ${values.join(', ')}`;
}

/** `#rrggbb` of 0xRRGGBB. */
export function colourText(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}
