/** Says on standard error where the training scale closes gaps between objects. Called before a run begins. */
import { scaleFactors } from '../domain/scale';
import type { TrainPlan } from '../domain/train';
import { vanishingGaps } from '../pipeline/augment/vanishingGaps';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { ownName } from './loadPairs';
import { report } from './progress';

/** Looks at the images that are trained on, one after the other. */
export async function warnOfGaps(library: ImageLibrary, { scale, split }: TrainPlan): Promise<void> {
  for (const id of split.train) {
    const { labels, pixelSize } = await library.source(id);
    const factors = scaleFactors(scale, pixelSize);
    const gaps = labels === null ? [] : vanishingGaps(labels, 0, factors);
    if (gaps.length > 0)
      report(
        `warning: in ${ownName(id)} the training scale closes ${gaps.length} of the gaps between objects: they grow together there`,
      );
  }
}
