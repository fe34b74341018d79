/** Measurements of objects as CSV: a line that says where they come from, a header with units, a row an object. */
import { csvLines } from '../../common/csv';
import type { ClassInfo } from '../../domain/labels';
import type { MeasuredObject, ObjectShape } from '../../domain/objects';
import { type Provenance, provenanceLine } from './provenance';

/** The objects of one image. */
export interface ObjectRows {
  /** What the rows call the image. */
  readonly name: string;
  readonly objects: readonly MeasuredObject[];
}

type Cell = number | string | null;

/** Lengths, by the columns' names; `#` stands for the unit. */
const SHAPE: Readonly<Record<string, (shape: ObjectShape) => number>> = {
  'area_#2': ({ area }) => area,
  'perimeter_#': ({ perimeter }) => perimeter,
  'centroid_x_#': ({ centroid }) => centroid.x,
  'centroid_y_#': ({ centroid }) => centroid.y,
  'box_x_#': ({ box }) => box.x,
  'box_y_#': ({ box }) => box.y,
  'box_width_#': ({ box }) => box.width,
  'box_height_#': ({ box }) => box.height,
  'major_axis_#': ({ majorAxis }) => majorAxis,
  'minor_axis_#': ({ minorAxis }) => minorAxis,
  'feret_max_#': ({ feretMax }) => feretMax,
  'feret_min_#': ({ feretMin }) => feretMin,
};

const FORM = ['circularity', 'eccentricity', 'orientation_deg', 'probability', 'touches_border'] as const;

/**
 * The file, UTF-8. The first line is `# ` and `provenance` as JSON: readers skip one line (pandas: `skiprows=1`; R:
 * `skip = 1`). Columns in µm (`_um`) are empty where the pixel size is not known; intensities (`mean_ch1`, ...) are in
 * the file's own values and empty where an image has no such channel.
 */
export function objectCsv(
  provenance: Provenance,
  classes: readonly ClassInfo[],
  images: readonly ObjectRows[],
): string {
  // All objects of an image have its channels.
  const channels = images.reduce(
    (most, { objects: [first] }) => Math.max(most, first?.intensities.length ?? 0),
    0,
  );
  const rows = images.map((image) => objectCsvRows(image, classes, channels));
  return `${objectCsvHead(provenance, channels)}${rows.join('')}`;
}

/** Its first two lines, for rows that are written as their images come: those of up to `channels` channels. */
export function objectCsvHead(provenance: Provenance, channels: number): string {
  return provenanceLine(provenance) + csvLines([headerOf(channels)]);
}

/** The lines of one image; empty where it has no object. */
export function objectCsvRows(
  { name, objects }: ObjectRows,
  classes: readonly ClassInfo[],
  channels: number,
): string {
  return csvLines(objects.map((object) => rowOf(name, object, classes, channels)));
}

function headerOf(channels: number): string[] {
  const numbers = Array.from({ length: channels }, (_, index) => index + 1);
  const lengths = (unit: string) => Object.keys(SHAPE).map((column) => column.replace('#', unit));
  return [
    ...['image', 'object', 'class', 'class_name'],
    ...lengths('px'),
    ...lengths('um'),
    ...FORM,
    ...numbers.flatMap((n) => [`mean_ch${n}`, `sd_ch${n}`, `min_ch${n}`, `max_ch${n}`]),
  ];
}

function rowOf(
  name: string,
  object: MeasuredObject,
  classes: readonly ClassInfo[],
  channels: number,
): Cell[] {
  const { id, classIndex, px, um, circularity, eccentricity, orientation, probability } = object;
  const lengths = (shape: ObjectShape | null) => Object.values(SHAPE).map((pick) => shape && pick(shape));
  const intensities = Array.from({ length: channels }, (_, index) => {
    const found = object.intensities[index];
    return found ? [found.mean, found.sd, found.min, found.max] : [null, null, null, null];
  });
  const numbers: (number | null)[] = [
    ...lengths(px),
    ...lengths(um),
    ...[circularity, eccentricity, orientation, probability, object.touchesBorder ? 1 : 0],
    ...intensities.flat(),
  ];
  return [name, id, classIndex, classes[classIndex]?.name ?? '', ...numbers.map(rounded)];
}

/** Ten digits: more than any of it means, without the noise of binary fractions. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(10));
}
