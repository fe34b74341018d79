/** `predict --instances`: the objects of every image as a label TIFF, and all of them as rows of objects.csv. */
import type { SourceImage } from '../domain/example';
import { type ClassTotal, DEFAULT_OBJECTS } from '../domain/objects';
import type { ModelInfo } from '../domain/train';
import { findObjects } from '../imaging/objects/findObjects';
import { classTotals, measureObjects } from '../imaging/objects/measureObjects';
import { MemorySink } from '../pipeline/export/byteSink';
import { type ImageObjects, objectCsv } from '../pipeline/export/objectCsv';
import { writeObjectTiff } from '../pipeline/export/objectTiff';
import type { ProbabilityPlanes } from '../pipeline/export/probabilityTiff';

/** What was found in an image, at the size of its file. */
interface Found extends ProbabilityPlanes {
  /** [height, width] */
  readonly labels: Uint8Array;
}

export class ObjectSheet {
  private readonly images: (ImageObjects & { readonly totals: readonly ClassTotal[] })[] = [];

  constructor(
    private readonly model: string,
    private readonly info: ModelInfo,
  ) {}

  /** Measures an image's objects, under the name that the rows give it, and resolves to the bytes of its TIFF. */
  async add(
    name: string,
    { raster, pixelSize }: SourceImage,
    found: Found,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const probabilities = { data: found.probabilities, one: 1 };
    const objects = findObjects({ ...found, probabilities }, DEFAULT_OBJECTS);
    const rows = measureObjects(objects, { image: raster, probabilities, pixelSize });
    const { background } = DEFAULT_OBJECTS;
    const pixels = found.width * found.height;
    const totals = classTotals(rows, { classes: found.classes, background, pixels, pixelSize });
    this.images.push({ name, objects: rows, totals });
    const sink = new MemorySink();
    await writeObjectTiff(sink, [{ objects, pixelSize }]);
    return sink.bytes();
  }

  csv(): string {
    const { model, info } = this;
    const provenance = { program: 'U-Net Studio', model, steps: info.steps, objects: DEFAULT_OBJECTS };
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
