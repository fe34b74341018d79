/** Objects as annotations in COCO's JSON (cocodataset.org, "Data format", object detection). */
import type { ClassInfo } from '../../domain/labels';
import type { MeasuredObject, ObjectMap } from '../../domain/objects';
import type { Polygon } from '../../imaging/objects/outlines';

export interface CocoImage {
  /** The file that the annotations are of. */
  readonly name: string;
  readonly objects: ObjectMap;
  readonly rows: readonly MeasuredObject[];
  /** As objectOutlines makes them. */
  readonly outlines: readonly (readonly Polygon[])[];
}

/**
 * The file, whose annotations come image by image. Categories are the classes but `background`, their ids the class
 * indices; images count from 1. An object is a list of polygons, which cannot tell holes; one with holes is run lengths
 * of the whole image, column after column, beginning with background and not packed into text (`iscrowd` stays 0: it is
 * one object). Areas and boxes are in px, of the pixels. `score` is the mean probability.
 */
export class CocoWriter {
  private readonly images: object[] = [];
  private annotations = 0;

  constructor(
    private readonly classes: readonly ClassInfo[],
    private readonly background: number,
    private readonly about: string,
  ) {}

  /** The text before the first annotation. */
  head(): string {
    const categories = this.classes
      .map(({ name }, id) => ({ id, name, supercategory: '' }))
      .filter(({ id }) => id !== this.background);
    const info = { description: this.about };
    return `{"info":${JSON.stringify(info)},"categories":${JSON.stringify(categories)},"annotations":[`;
  }

  /** The text of one more image's annotations. */
  add(image: CocoImage): string {
    const { width, height } = image.objects;
    const id = this.images.push({ id: this.images.length + 1, file_name: image.name, width, height });
    return image.rows
      .map((row) => {
        const before = this.annotations++ === 0 ? '' : ',';
        return before + JSON.stringify({ id: this.annotations, ...annotationOf(image, row, id) });
      })
      .join('');
  }

  /** The text after the last. */
  tail(): string {
    return `],"images":${JSON.stringify(this.images)}}`;
  }
}

function annotationOf({ objects, outlines }: CocoImage, row: MeasuredObject, image: number) {
  const polygons = outlines[row.id] ?? [];
  const hasHoles = polygons.some(({ holes }) => holes.length > 0);
  const { x, y, width, height } = row.px.box;
  return {
    image_id: image,
    category_id: row.classIndex,
    iscrowd: 0,
    area: row.px.area,
    bbox: [x, y, width, height],
    score: row.probability,
    segmentation: hasHoles
      ? { size: [objects.height, objects.width], counts: runLengths(objects, row) }
      : polygons.map(({ outer }) => outer.flatMap((corner) => [corner.x, corner.y])),
  };
}

/** Lengths of background and object in turn, down the columns; only those of the object's box are looked at. */
function runLengths({ ids, width, height }: ObjectMap, { id, px: { box } }: MeasuredObject): number[] {
  const counts: number[] = [];
  let from = 0;
  const end = (box.x + box.width) * height;
  for (let place = box.x * height; place < end; place++) {
    const isInside = ids[(place % height) * width + Math.floor(place / height)] === id;
    if (isInside === (counts.length % 2 === 1)) continue;
    counts.push(place - from);
    from = place;
  }
  if (counts.length % 2 === 1) {
    counts.push(end - from);
    from = end;
  }
  return [...counts, width * height - from];
}
