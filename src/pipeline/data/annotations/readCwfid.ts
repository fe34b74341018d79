/**
 * The polygons of the Crop/Weed Field Image Dataset (github.com/cwfid/dataset): a small adapter, an example of how one
 * is written. Reads the YAML that this set is made of, and no other. Called by readAnnotations.
 */
import type { AnnotationFile, Outline } from '../../../domain/annotations';
import { badAnnotations, ringOf, roleOfName, Skipped } from './annotationProblems';

const FORMAT = 'CWFID';

/** Whether text is meant as CWFID's. */
export function isCwfid(text: string): boolean {
  return /^filename:/m.test(text) && /^annotation:/m.test(text);
}

/** One annotation: its type and its points, as a list of x and one of y. */
const ITEM = /^- type: (?<type>.+)\n {2}points:\n {4}x: \[(?<x>[^\]]*)\]\n {4}y: \[(?<y>[^\]]*)\]\n?$/;
/** The same of one point. */
const POINT = /^- type: .+\n {2}points: \{x: [-\d.]+, y: [-\d.]+\}\n?$/;

/** Points alone are left out. Throws `bad-annotations`. */
export function readCwfid(path: string, text: string): AnnotationFile {
  const lines = text.replaceAll('\r\n', '\n');
  const image = /^filename: *(.+)$/m.exec(lines)?.[1]?.trim();
  const [, list] = lines.split(/^annotation:.*\n/m);
  if (image === undefined || list === undefined)
    throw badAnnotations(path, FORMAT, 'it names no image or no list');
  const skipped = new Skipped();
  const items = list.split(/^(?=- )/m).filter((item) => item.trim() !== '');
  const outlines = items.flatMap((item, index) => outlineOf(item, index, path, skipped) ?? []);
  return { format: 'cwfid', images: [{ image, page: null, size: null, outlines }], skipped: skipped.list() };
}

function outlineOf(item: string, index: number, path: string, skipped: Skipped): Outline | null {
  if (POINT.test(item)) {
    skipped.add('point');
    return null;
  }
  const { type, x, y } = ITEM.exec(item)?.groups ?? {};
  const [xs, ys] = [numbersOf(x), numbersOf(y)];
  if (type === undefined || xs === null || xs.length !== ys?.length)
    throw badAnnotations(path, FORMAT, `entry ${index + 1} is no type with as many x as y`);
  const ring = ringOf(xs.flatMap((value, i) => [value, ys[i] ?? 0]));
  if (ring === null) {
    skipped.add('point');
    return null;
  }
  const name = type.trim();
  return { role: roleOfName(name), name, shapes: [{ kind: 'polygons', polygons: [[ring]] }] };
}

/** Null where one of them is no number. */
function numbersOf(text: string | undefined): number[] | null {
  const numbers = text?.split(',').map(Number) ?? [];
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
}
