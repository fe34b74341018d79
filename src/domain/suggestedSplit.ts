/** The split that suits a set of images, for presets and for the page before the user says otherwise. Pure. */
import type { TrainSettings } from './train';

/** What it looks at: how many images have labels, and whether they are pages of one stack. */
export interface SplitFacts {
  readonly labelled: number;
  readonly stack: boolean;
}

export type SuggestedSplit = Pick<TrainSettings, 'split' | 'validationImages' | 'folds' | 'fold'> & {
  /** Why, as one plain clause. */
  readonly because: string;
};

/** Up to so many images, none can be spared whole. */
export const FEW_IMAGES = 3;

/** Images held out of 4 or more: about a fifth. */
export function heldOutShare(labelled: number): number {
  return Math.max(1, Math.round(labelled / 5));
}

/**
 * Few images: a block of each. A stack: its last slices together, since a slice looks like its neighbours and, drawn
 * at random, would be held out beside its own likeness. Else images drawn by the seed, so that the order of the files
 * (one condition after the other, say) does not decide.
 */
export function suggestedSplit({ labelled, stack }: SplitFacts): SuggestedSplit {
  const validationImages =
    labelled > FEW_IMAGES ? heldOutShare(labelled) : Math.min(1, Math.max(0, labelled - 1));
  const folds = Math.max(2, Math.min(5, labelled));
  const numbers = { validationImages, folds, fold: stack ? folds - 1 : 0 };
  if (labelled <= FEW_IMAGES) {
    const count = labelled === 1 ? 'one labelled image' : `${labelled} labelled images`;
    return { split: 'spatial', ...numbers, because: `${count}: a block of each is held out` };
  }
  if (stack) {
    return {
      split: 'blocks',
      ...numbers,
      because: 'neighbouring slices look alike: they are held out together',
    };
  }
  return {
    split: 'drawn',
    ...numbers,
    because: `${validationImages} of ${labelled} images, drawn by the seed`,
  };
}
