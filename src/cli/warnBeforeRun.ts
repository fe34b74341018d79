/** Looks at the images once before a run begins, and says on standard error what would spoil it or its scores. */
import { scaleFactors } from '../domain/scale';
import type { TrainPlan } from '../domain/train';
import { judgeDuplicates, type KeyedImage, splitLeaks } from '../pipeline/data/doctor/judgeDuplicates';
import { pictureKey } from '../pipeline/data/doctor/pictureKey';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { vanishingGaps } from '../pipeline/data/vanishingGaps';
import { ownName } from './loadPairs';
import { report, spacedReport } from './progress';

/** Between two words of progress, ms. */
const TOLD_EVERY_MS = 5000;

/**
 * Held-out images that are also trained on under another name, and gaps between objects that the training scale closes. Of
 * a split within images leaks are not looked for: each image is in both parts as it is.
 */
export async function warnBeforeRun(library: ImageLibrary, plan: TrainPlan): Promise<void> {
  const { split, scale } = plan;
  const trained = new Set(split.train);
  const compares = split.spatial === null && split.validation.length > 0;
  const images = library.dataset().images.filter(({ id, large }) => !large && (compares || trained.has(id)));
  const tell = spacedReport(TOLD_EVERY_MS);
  const keys: KeyedImage[] = [];
  for (const [done, { id, name, source }] of images.entries()) {
    tell(() => `looking at image ${done + 1} of ${images.length}`, false);
    const { raster, labels, pixelSize } = await library.source(id);
    if (compares) keys.push({ imageId: id, name, path: source.path, key: pictureKey(raster) });
    const gaps = labels && trained.has(id) ? vanishingGaps(labels, 0, scaleFactors(scale, pixelSize)) : [];
    if (gaps.length > 0) warnOfGaps(id, gaps.length);
  }
  for (const { heldOut, trained } of splitLeaks(judgeDuplicates(keys), split)) warnOfLeak(heldOut, trained);
}

function warnOfGaps(id: string, count: number): void {
  report(
    `warning: in ${ownName(id)} the training scale closes ${count} of the gaps between objects: they grow together there`,
  );
}

function warnOfLeak(heldOut: string, trained: string): void {
  report(
    `warning: ${ownName(heldOut)} is held out and shows the same as ${ownName(trained)}, which is trained on: its scores will be too good`,
  );
}
