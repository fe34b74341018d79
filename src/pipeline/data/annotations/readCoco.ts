/** COCO's JSON of instances (cocodataset.org, "Data format"): many images in one file. Called by readAnnotations. */
import { z } from 'zod';
import { groupBy } from '../../../common/groupBy';
import type { AnnotatedImage, AnnotationFile, Outline, OutlineShape } from '../../../domain/annotations';
import { badAnnotations, parsed, ringOf, roleOfName, Skipped } from './annotationProblems';
import { cocoRuns } from './cocoRuns';

z.config({ jitless: true });

const FORMAT = 'COCO';
const id = z.union([z.number(), z.string()]);
const side = z.int().min(1);

const schema = z.object({
  images: z.array(z.object({ id, file_name: z.string().min(1), width: side, height: side })),
  categories: z.array(z.object({ id, name: z.string() })),
  annotations: z.array(
    z.object({
      image_id: id,
      category_id: id,
      iscrowd: z.union([z.number(), z.boolean()]).optional(),
      segmentation: z
        .union([
          z.array(z.array(z.number())),
          z.object({
            size: z.tuple([z.int().min(1), z.int().min(1)]),
            counts: z.union([z.string(), z.array(z.int().min(0))]),
          }),
        ])
        .nullish(),
    }),
  ),
});

type Coco = z.infer<typeof schema>;
type CocoImage = Coco['images'][number];
type CocoAnnotation = Coco['annotations'][number];

/** Whether parsed JSON is meant as COCO. */
export function isCoco(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'images' in json && 'annotations' in json;
}

/**
 * Images without an annotation are left out: whether somebody looked at them and found nothing, the file does not say.
 * A crowd (`iscrowd`) is a region of objects that nobody took apart, and counts nowhere. Throws `bad-annotations`.
 */
export function readCoco(path: string, json: unknown): AnnotationFile {
  const { images, annotations, categories } = parsed(schema, json, path, FORMAT);
  const names = new Map(categories.map((category) => [category.id, category.name]));
  const byImage = groupBy(annotations, (annotation) => annotation.image_id);
  const skipped = new Skipped();
  const read = images.flatMap((image): AnnotatedImage[] => {
    const own = byImage.get(image.id) ?? [];
    byImage.delete(image.id);
    if (own.length === 0) return [];
    const outlines = own.flatMap((annotation) => outlineOf(annotation, image, names, path, skipped) ?? []);
    const { width, height } = image;
    return [{ image: image.file_name, page: null, size: { width, height }, outlines }];
  });
  const [stray] = byImage.keys();
  if (stray !== undefined)
    throw badAnnotations(path, FORMAT, `it annotates image ${stray} and lists no such image`);
  if (read.length === 0) throw badAnnotations(path, FORMAT, 'it annotates no image');
  return { format: 'coco', images: read, skipped: skipped.list() };
}

/** Null for an annotation without an outline. */
function outlineOf(
  { segmentation, category_id, iscrowd }: CocoAnnotation,
  image: CocoImage,
  names: ReadonlyMap<string | number, string>,
  path: string,
  skipped: Skipped,
): Outline | null {
  const name = names.get(category_id);
  if (name === undefined)
    throw badAnnotations(path, FORMAT, `category ${category_id} is used and not listed`);
  const shape = segmentation ? shapeOf(segmentation, image, path) : null;
  if (shape === null) {
    skipped.add('bare annotation');
    return null;
  }
  return { role: iscrowd ? 'ignored' : roleOfName(name), name, shapes: [shape] };
}

/** A list of polygons is the pixels of any of them; null where it is empty. */
function shapeOf(
  segmentation: NonNullable<CocoAnnotation['segmentation']>,
  image: CocoImage,
  path: string,
): OutlineShape | null {
  if (!Array.isArray(segmentation)) return runsOf(segmentation, image, path);
  if (segmentation.some((numbers) => numbers.length % 2 === 1))
    throw badAnnotations(path, FORMAT, `a polygon of ${image.file_name} has an odd number of coordinates`);
  const rings = segmentation.map(ringOf).filter((ring) => ring !== null);
  return rings.length === 0 ? null : { kind: 'polygons', polygons: rings.map((ring) => [ring]) };
}

function runsOf(
  { size: [height, width], counts }: { size: [number, number]; counts: string | number[] },
  image: CocoImage,
  path: string,
): OutlineShape {
  if (width !== image.width || height !== image.height) {
    const sizes = `run lengths of ${width} × ${height} px are of ${image.file_name}, which has ${image.width} × ${image.height} px`;
    throw badAnnotations(path, FORMAT, sizes);
  }
  const runs = typeof counts === 'string' ? cocoRuns(counts) : counts;
  if (runs === null) throw badAnnotations(path, FORMAT, `run lengths of ${image.file_name} are damaged`);
  const total = runs.reduce((sum, count) => sum + count, 0);
  if (total !== width * height) {
    const pixels = `run lengths of ${image.file_name} are of ${total} pixels and the image has ${width * height}`;
    throw badAnnotations(path, FORMAT, pixels);
  }
  return { kind: 'runs', counts: runs };
}
