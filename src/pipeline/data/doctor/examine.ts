/** The doctor: looks at every image and its mask, one after the other, and says what is wrong. Called by ImageLibrary. */
import { throwIfAborted } from '../../../common/abort';
import type { Dataset, ImageItem } from '../../../domain/data';
import type { SourceImage } from '../../../domain/example';
import type { Finding, FindingCode } from '../../../domain/findings';
import type { MaskFacts } from '../../../domain/masks';
import type { Raster } from '../../../domain/raster';
import { examinePair, type PairMeasures } from './examinePair';
import { judgeDuplicates, type KeyedImage } from './judgeDuplicates';
import { type FittedPair, judgeFit } from './judgeFit';
import { judgeLookalikes, type LookedAt } from './judgeLookalikes';
import { judgeProfiles } from './judgeProfiles';
import { type MaskProfile, maskProfile } from './maskProfile';
import { pictureKey } from './pictureKey';

/** Measurements of pairs that did not change since. */
export interface MeasureShelf {
  of(imageId: string): PairMeasures | null;
  keep(imageId: string, measures: PairMeasures): void;
}

export interface ExamineOptions {
  readonly signal?: AbortSignal | undefined;
  /** Before each image that is looked at; it may wait, so that others have the thread. */
  readonly onImage?: ((done: number, total: number) => Promise<void> | void) | undefined;
  readonly shelf?: MeasureShelf | undefined;
}

/** Where pixels and facts come from. */
export interface Patients {
  source(item: ImageItem): Promise<SourceImage>;
  facts(item: ImageItem): Promise<MaskFacts>;
}

/** Of these findings, images that are there twice. Masks have no part in it, and are not read. */
export async function examineDuplicates(
  dataset: Dataset,
  rasterOf: (item: ImageItem) => Promise<Raster>,
): Promise<Finding[]> {
  const keys: KeyedImage[] = [];
  for (const item of dataset.images) {
    if (item.large) continue;
    const key = pictureKey(await rasterOf(item));
    keys.push({ imageId: item.id, name: item.name, path: item.source.path, key });
  }
  return judgeDuplicates(keys);
}

/** What shows along the borders of objects. */
const ALONG_BORDERS: ReadonlySet<FindingCode> = new Set([
  'inverted',
  'shifted',
  'turned',
  'interpolated',
  'noisy',
]);

/** Findings in the order of the images; large images, which are never whole in memory, are left out. Throws `aborted`. */
export async function examine(
  dataset: Dataset,
  patients: Patients,
  { signal, onImage, shelf }: ExamineOptions = {},
): Promise<Finding[]> {
  const fits: FittedPair[] = [];
  const looks: LookedAt[] = [];
  const keys: KeyedImage[] = [];
  const profiles: MaskProfile[] = [];
  for (const [done, item] of dataset.images.entries()) {
    if (item.large) continue;
    await onImage?.(done, dataset.images.length);
    throwIfAborted(signal);
    const measures = shelf?.of(item.id) ?? examinePair(await patients.source(item));
    shelf?.keep(item.id, measures);
    const { key, fit, contrast, lookalikes } = measures;
    const { id: imageId, name } = item;
    keys.push({ imageId, name, path: item.source.path, key });
    // Labels drawn by hand in the studio are the user's own word.
    if (item.mask === null || item.drawn !== undefined || dataset.reading === null) continue;
    fits.push({ imageId, name, fit });
    looks.push({ imageId, name, lookalikes });
    const facts = await patients.facts(item);
    const mask = { imageId, name: item.mask.planes[0]?.path ?? name, contrast };
    profiles.push(maskProfile(mask, facts, dataset.reading));
  }
  const wrong = [
    ...judgeFit(fits),
    ...(dataset.reading === null ? [] : judgeProfiles(profiles, dataset.reading)),
  ];
  const isWrong = new Set(wrong.map(({ imageId }) => imageId));
  const found = [
    ...wrong,
    // Under a mask that lies elsewhere much looks unlabelled.
    ...judgeLookalikes(looks.filter(({ imageId }) => !isWrong.has(imageId))),
    ...judgeDuplicates(keys),
  ];
  const order = new Map(dataset.images.map(({ id }, place) => [id, place]));
  const shown = new Map(fits.map(({ imageId, fit }) => [imageId, fit?.busiest ?? null]));
  const withEvidence = found.map((finding) =>
    ALONG_BORDERS.has(finding.code) ? { ...finding, evidence: shown.get(finding.imageId) ?? null } : finding,
  );
  return withEvidence.sort((a, b) => (order.get(a.imageId) ?? 0) - (order.get(b.imageId) ?? 0));
}
