/** The split of a run, frozen into its plan: by whole images, or for few images by a block of each. Pure. Called by runShape. */
import { studioError } from '../../common/errors';
import type { LabelMap } from '../../domain/labels';
import { splitIds } from '../../domain/splitIds';
import type { Split, TrainSettings } from '../../domain/train';
import { heldOutBlock } from './heldOutBlock';

export interface SplitImage {
  readonly id: string;
  /** At the training scale. */
  readonly labels: LabelMap;
}

/** What a block's guard and place follow from: how far the network sees, and the grid that it pools on, px. */
export interface Sight {
  readonly margin: number;
  readonly alignment: number;
}

/**
 * `images` in dataset order, at least one. Throws `no-pairs` where none is left to train on, `bad-setting` where there
 * are more folds than images or no such fold, and where an image is too small for a block and its guard.
 */
export function splitImages(settings: TrainSettings, images: readonly SplitImage[], sight: Sight): Split {
  const { split: kind } = settings;
  if (kind === 'folds' || kind === 'blocks') checkFolds(settings, images.length);
  const ids = splitIds(
    settings,
    images.map(({ id }) => id),
  );
  if (ids.train.length === 0) throw noneLeft(settings.validationImages, images.length);
  if (kind !== 'spatial') return { kind, ...ids, spatial: null };
  const blocks = images.map((image) => heldOutBlock(image, sight));
  return { kind, ...ids, spatial: { guard: sight.margin, blocks } };
}

function checkFolds({ folds, fold }: TrainSettings, images: number): void {
  if (folds > images) {
    throw studioError(
      'bad-setting',
      `${images === 1 ? 'One labelled image' : `${images} labelled images`} cannot be dealt into ${folds} folds.`,
      images < 2 ? 'Hold out a block of the image instead.' : `Choose ${images} folds or fewer.`,
      `folds=${folds}`,
    );
  }
  if (fold < folds) return;
  throw studioError(
    'bad-setting',
    `There is no fold ${fold} among ${folds}: they count from 0.`,
    `Choose a fold from 0 to ${folds - 1}.`,
    `fold=${fold}`,
  );
}

function noneLeft(heldOut: number, labelled: number) {
  return studioError(
    'no-pairs',
    `Holding out ${heldOut} of ${labelled} labelled images leaves none to train on.`,
    `Hold out fewer images (at most ${labelled - 1}), or add masks for more images.`,
    `validationImages=${heldOut}`,
  );
}
