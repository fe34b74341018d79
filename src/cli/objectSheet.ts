/** `predict --instances`: the objects of every image as a label TIFF, and all of them as rows of objects.csv. */
import type { SourceImage } from '../domain/example';
import { type ClassTotal, DEFAULT_OBJECTS, type MeasuredObject, type ObjectMap } from '../domain/objects';
import type { ModelInfo } from '../domain/train';
import { findObjects } from '../imaging/objects/findObjects';
import { classTotals, measureObjects } from '../imaging/objects/measureObjects';
import { MemorySink } from '../pipeline/export/byteSink';
import { type ObjectRows, objectCsv } from '../pipeline/export/objectCsv';
import { writeObjectTiff } from '../pipeline/export/objectTiff';
import type { ProbabilityPlanes } from '../pipeline/export/probabilityTiff';
import { provenanceOf } from '../pipeline/export/provenance';

/** What was found in an image, at the size of its file. */
interface Found extends ProbabilityPlanes {
  /** [height, width] */
  readonly labels: Uint8Array;
}

/** The objects of an image, and what is measured on them. */
export interface FoundObjects {
  readonly objects: ObjectMap;
  readonly rows: readonly MeasuredObject[];
}

export function foundObjects({ raster, pixelSize }: SourceImage, found: Found): FoundObjects {
  const probabilities = { data: found.probabilities, one: 1 };
  const objects = findObjects({ ...found, probabilities }, DEFAULT_OBJECTS);
  return { objects, rows: measureObjects(objects, { image: raster, probabilities, pixelSize }) };
}

export class ObjectSheet {
  private readonly images: (ObjectRows & { readonly totals: readonly ClassTotal[] })[] = [];

  constructor(
    private readonly model: string,
    private readonly info: ModelInfo,
  ) {}

  /** Notes an image's objects under the name that the rows give it, and resolves to the bytes of its TIFF. */
  async add(
    name: string,
    { pixelSize }: SourceImage,
    { objects, rows }: FoundObjects,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { background } = DEFAULT_OBJECTS;
    const { classes } = this.info.spec;
    const pixels = objects.ids.length;
    const totals = classTotals(rows, { classes, background, pixels, pixelSize });
    this.images.push({ name, objects: rows, totals });
    const sink = new MemorySink();
    await writeObjectTiff(sink, [{ objects, pixelSize }], 'fit');
    return sink.bytes();
  }

  csv(): string {
    const { model, info } = this;
    const date = new Date().toISOString();
    const provenance = provenanceOf({ model, steps: info.steps, objects: DEFAULT_OBJECTS, date });
    return objectCsv(provenance, info.classes, this.images);
  }

  /** Of every image, of every class but the background. */
  totals() {
    return this.images.map(({ name, totals }) => ({
      name,
      classes: totals.map(({ classIndex, ...rest }) => ({
        class: this.info.classes[classIndex]?.name,
        ...rest,
      })),
    }));
  }
}
