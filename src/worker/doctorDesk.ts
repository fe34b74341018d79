/**
 * Looks at images and masks when nobody else has something to do: between two images whoever asks for something is served
 * first. What was measured on an image is kept for as long as neither its pixels, its labels nor the training scale change.
 */
import type { Dataset } from '../domain/data';
import type { Finding } from '../domain/findings';
import { isMaskJudged, misfitOf } from '../pipeline/data/doctor/examine';
import type { PairMeasures } from '../pipeline/data/doctor/examinePair';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';

interface Kept {
  readonly stamp: string;
  readonly measures: PairMeasures;
}

interface Visit {
  readonly signal: AbortSignal;
  onImage(done: number, total: number): void;
}

/** Between two images, ms: what was asked meanwhile begins. */
const PAUSE_MS = 4;

export class DoctorDesk {
  private kept = new Map<string, Kept>();

  /** `stampsOf` names pixels and labels by image. Throws `aborted`. */
  examine(
    library: ImageLibrary,
    stampsOf: (dataset: Dataset) => ReadonlyMap<string, string>,
    { signal, onImage }: Visit,
  ): Promise<Finding[]> {
    const stamps = measureStamps(library.dataset(), stampsOf);
    this.kept = new Map([...this.kept].filter(([id, { stamp }]) => stamps.get(id) === stamp));
    const shelf = {
      of: (id: string) => this.kept.get(id)?.measures ?? null,
      keep: (id: string, measures: PairMeasures) => {
        const stamp = stamps.get(id);
        if (stamp !== undefined) this.kept.set(id, { stamp, measures });
      },
    };
    const waitAfter = async (done: number, total: number) => {
      onImage(done, total);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    };
    return library.findings({ signal, onImage: waitAfter, shelf });
  }
}

/** Labels and training scale are part of what is measured only where labels are judged: a stroke of the brush is not. */
function measureStamps(
  dataset: Dataset,
  stampsOf: (dataset: Dataset) => ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const judged = new Set(dataset.images.filter((image) => isMaskJudged(image, dataset)).map(({ id }) => id));
  const images = dataset.images.map((image) =>
    judged.has(image.id) ? image : { ...image, mask: misfitOf(image), drawn: undefined },
  );
  const scale = JSON.stringify(dataset.scale);
  const stamps = [...stampsOf({ ...dataset, images })];
  return new Map(stamps.map(([id, stamp]) => [id, judged.has(id) ? `${stamp} at ${scale}` : stamp]));
}
