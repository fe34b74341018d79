/** LabelMe's JSON (wkentaro/labelme, "label_file"): the shapes of one image. Called by readAnnotations. */
import { z } from 'zod';
import { groupBy } from '../../../common/groupBy';
import type { AnnotationFile, Outline, OutlineShape } from '../../../domain/annotations';
import { decodePng } from '../decodePng';
import { badAnnotations, parsed, rectangleRing, ringOf, roleOfName, Skipped } from './annotationProblems';

z.config({ jitless: true });

const FORMAT = 'LabelMe';
const point = z.tuple([z.number(), z.number()]);
const side = z.int().min(1).nullish();

const schema = z.object({
  shapes: z.array(
    z.object({
      label: z.string(),
      points: z.array(point),
      group_id: z.union([z.number(), z.string()]).nullish(),
      shape_type: z.string().nullish(),
      mask: z.string().nullish(),
    }),
  ),
  imagePath: z.string().nullish(),
  imageWidth: side,
  imageHeight: side,
});

type LabelMeShape = z.infer<typeof schema>['shapes'][number];

/** Whether parsed JSON is meant as LabelMe's. */
export function isLabelMe(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'shapes' in json && 'imagePath' in json;
}

/**
 * Shapes of one label and one `group_id` are one object. Points and lines have no area and are left out. Throws
 * `bad-annotations`, and what decoding the bitmap of a shape throws.
 */
export function readLabelMe(path: string, json: unknown): AnnotationFile {
  const { shapes, imagePath, imageWidth, imageHeight } = parsed(schema, json, path, FORMAT);
  const skipped = new Skipped();
  const drawn = shapes.flatMap((own, index) => {
    const shape = shapeOf(own, path, index);
    if (shape === null) skipped.add(nounOf(own));
    return shape === null ? [] : [{ own, index, shape }];
  });
  const objects = groupBy(drawn, ({ own: { label, group_id }, index }) =>
    JSON.stringify([label, group_id ?? null, group_id == null ? index : null]),
  );
  const outlines = [...objects.values()].map((parts): Outline => {
    const name = parts[0]?.own.label ?? null;
    return { role: roleOfName(name), name, shapes: parts.map(({ shape }) => shape) };
  });
  const size = imageWidth && imageHeight ? { width: imageWidth, height: imageHeight } : null;
  const image = { image: imagePath || null, page: null, size, outlines };
  return { format: 'labelme', images: [image], skipped: skipped.list() };
}

function nounOf({ shape_type }: LabelMeShape): string {
  return shape_type === 'linestrip' ? 'line' : (shape_type ?? 'polygon');
}

/** Null for what has no area. */
function shapeOf(
  { points, shape_type, mask }: LabelMeShape,
  path: string,
  index: number,
): OutlineShape | null {
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = points;
  const needs = (count: number) => {
    if (points.length < count)
      throw badAnnotations(path, FORMAT, `shape ${index + 1}, a ${shape_type}, has ${points.length} points`);
  };
  switch (shape_type ?? 'polygon') {
    case 'polygon': {
      const ring = ringOf(points.flat());
      return ring && { kind: 'polygons', polygons: [[ring]] };
    }
    case 'rectangle':
      needs(2);
      return { kind: 'polygons', polygons: [[rectangleRing(ax, ay, bx - ax, by - ay)]] };
    case 'circle': {
      // Its middle, then a point on its line.
      needs(2);
      const radius = Math.hypot(bx - ax, by - ay);
      return { kind: 'ellipse', x: ax - radius, y: ay - radius, width: 2 * radius, height: 2 * radius };
    }
    case 'mask':
      needs(2);
      return bitmapOf(mask ?? '', Math.round(ax), Math.round(ay), path);
    case 'point':
    case 'points':
    case 'line':
    case 'linestrip':
      return null;
    default:
      throw badAnnotations(path, FORMAT, `shape ${index + 1} is a ${shape_type}, which is not known here`);
  }
}

/** A PNG in base64, its upper left pixel at the first point. */
function bitmapOf(base64: string, x: number, y: number, path: string): OutlineShape {
  const { planes } = decodePng(path, bytesOf(base64, path));
  const raster = planes[0]?.raster;
  if (raster?.channels !== 1) throw badAnnotations(path, FORMAT, 'the bitmap of a shape has colours');
  const { width, height } = raster;
  const data = Uint8Array.from(raster.data, (value) => (value === 0 ? 0 : 1));
  return { kind: 'bitmap', x, y, width, height, data };
}

function bytesOf(base64: string, path: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    if (cause instanceof DOMException) throw badAnnotations(path, FORMAT, 'the bitmap of a shape is damaged');
    throw cause;
  }
}
