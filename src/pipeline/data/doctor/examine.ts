/** The doctor: looks at every image and its mask, one after the other, and says what is wrong. Called by ImageLibrary. */
import { throwIfAborted } from '../../../common/abort';
import { StudioError } from '../../../common/errors';
import { type Dataset, hasLabels, type ImageItem, type MaskRef } from '../../../domain/data';
import type { SourceImage } from '../../../domain/example';
import type { Finding, FindingCode } from '../../../domain/findings';
import type { MaskFacts, MaskRaster } from '../../../domain/masks';
import type { Raster } from '../../../domain/raster';
import type { TrainingScale } from '../../../domain/scale';
import { type GappedImage, judgeGaps } from './closingGaps';
import { examinePair, type PairMeasures, pictureAlone, pictureAndMisfit } from './examinePair';
import { judgeDuplicates, type KeyedImage } from './judgeDuplicates';
import { type FittedPair, judgeFit } from './judgeFit';
import { judgeLookalikes, type LookedAt } from './judgeLookalikes';
import { judgeMisfit } from './judgeMisfit';
import { judgeProfiles } from './judgeProfiles';
import { type MaskProfile, maskProfile } from './maskProfile';

/** Measurements of pairs that did not change since. */
export interface MeasureShelf {
  of(imageId: string): PairMeasures | null;
  keep(imageId: string, measures: PairMeasures): void;
}

export interface ExamineOptions {
  readonly signal?: AbortSignal | undefined;
  /** Before each image that is measured, and now and then between others; it may wait, so that others have the thread. */
  readonly onImage?: ((done: number, total: number) => Promise<void> | void) | undefined;
  readonly shelf?: MeasureShelf | undefined;
}

/** Where pixels and facts come from. */
export interface Patients {
  source(item: ImageItem): Promise<SourceImage>;
  /** Of images whose labels are not judged. */
  raster(item: ImageItem): Promise<Raster>;
  facts(item: ImageItem): Promise<MaskFacts>;
  /** Of a mask of another size. */
  misfit(mask: MaskRef): Promise<MaskRaster>;
}

/** Images between two words of progress where nothing is measured. */
const TOLD_EVERY = 50;

/** What shows along the borders of objects. */
const ALONG_BORDERS: ReadonlySet<FindingCode> = new Set([
  'inverted',
  'shifted',
  'turned',
  'interpolated',
  'noisy',
]);

/** What is judged once all images were seen. */
interface Seen {
  readonly fits: FittedPair[];
  readonly looks: LookedAt[];
  readonly keys: KeyedImage[];
  readonly profiles: MaskProfile[];
  readonly gapped: GappedImage[];
  readonly misfits: Finding[];
  readonly unreadable: Finding[];
}

/**
 * Findings in the order of the images; large images, which are never whole in memory, are left out. One that cannot be read
 * is a finding itself. Throws `aborted`.
 */
export async function examine(
  dataset: Dataset,
  patients: Patients,
  options: ExamineOptions = {},
): Promise<Finding[]> {
  const seen: Seen = { fits: [], looks: [], keys: [], profiles: [], gapped: [], misfits: [], unreadable: [] };
  const total = dataset.images.length;
  for (const [done, item] of dataset.images.entries()) {
    if (item.large) continue;
    if (done % TOLD_EVERY === 0 || !options.shelf?.of(item.id)) await options.onImage?.(done, total);
    throwIfAborted(options.signal);
    try {
      await look(dataset, item, patients, options.shelf, seen);
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code === 'aborted') throw thrown;
      seen.unreadable.push(unreadable(item, thrown));
    }
  }
  return judged(dataset, seen);
}

async function look(
  dataset: Dataset,
  item: ImageItem,
  patients: Patients,
  shelf: MeasureShelf | undefined,
  seen: Seen,
): Promise<void> {
  const { id: imageId, name } = item;
  const isJudged = isMaskJudged(item, dataset);
  const measures = shelf?.of(imageId) ?? (await measured(item, isJudged ? dataset.scale : null, patients));
  shelf?.keep(imageId, measures);
  const { key, fit, contrast, lookalikes, gaps } = measures;
  seen.keys.push({ imageId, name, path: item.source.path, key, labelled: hasLabels(item) });
  const misfit = misfitOf(item);
  if (misfit && measures.misfit) {
    seen.misfits.push(judgeMisfit(item, misfit, measures.misfit.size, measures.misfit.lay));
  }
  if (!isJudged || item.mask === null || dataset.reading === null) return;
  const facts = await patients.facts(item);
  const mask = { imageId, name: item.mask.planes[0]?.path ?? name, contrast };
  seen.profiles.push(maskProfile(mask, facts, dataset.reading));
  seen.fits.push({ imageId, name, fit });
  seen.looks.push({ imageId, name, lookalikes });
  seen.gapped.push({ imageId, name, gaps });
}

/** `scale` is null where the labels are not judged. */
async function measured(
  item: ImageItem,
  scale: TrainingScale | null,
  patients: Patients,
): Promise<PairMeasures> {
  if (scale !== null) return examinePair(await patients.source(item), scale);
  const raster = await patients.raster(item);
  const misfit = misfitOf(item);
  return misfit ? pictureAndMisfit(raster, await patients.misfit(misfit)) : pictureAlone(raster);
}

/** A mask of another size that nothing was drawn in place of. */
export function misfitOf({ misfit, drawn }: ImageItem): MaskRef | null {
  return drawn === undefined ? (misfit ?? null) : null;
}

/** Labels drawn by hand in the studio are the user's own word. */
export function isMaskJudged(item: ImageItem, { reading }: Pick<Dataset, 'reading'>): boolean {
  return item.mask !== null && item.drawn === undefined && reading !== null;
}

function judged(
  dataset: Dataset,
  { fits, looks, keys, profiles, gapped, misfits, unreadable }: Seen,
): Finding[] {
  const wrong = [
    ...judgeFit(fits),
    ...(dataset.reading === null ? [] : judgeProfiles(profiles, dataset.reading)),
  ];
  const isWrong = new Set(wrong.map(({ imageId }) => imageId));
  const found = [
    ...unreadable,
    ...misfits,
    ...wrong,
    // Under a mask that lies elsewhere much looks unlabelled.
    ...judgeLookalikes(looks.filter(({ imageId }) => !isWrong.has(imageId))),
    ...judgeDuplicates(keys),
    ...judgeGaps(gapped),
  ];
  const order = new Map(dataset.images.map(({ id }, place) => [id, place]));
  const shown = new Map(fits.map(({ imageId, fit }) => [imageId, fit?.busiest ?? null]));
  const withEvidence = found.map((finding) =>
    ALONG_BORDERS.has(finding.code) ? { ...finding, evidence: shown.get(finding.imageId) ?? null } : finding,
  );
  return withEvidence.sort((a, b) => (order.get(a.imageId) ?? 0) - (order.get(b.imageId) ?? 0));
}

function unreadable({ id: imageId, name }: ImageItem, { message, hint }: StudioError): Finding {
  return {
    code: 'unreadable',
    imageId,
    others: [],
    message: `${name} cannot be read: ${message} ${hint}`,
    evidence: null,
    repair: null,
  };
}
