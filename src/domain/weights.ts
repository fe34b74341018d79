/** Stage "augment": how much each pixel counts in the loss. */
import { checkedChoice } from './checkedChoice';
import { checkedNumber, type NumberLimits } from './checkedNumber';
import { MAX_CLASSES, type MaskReading } from './labels';
import type { LossKind } from './train';

/**
 * - `none`: by its class alone.
 * - `paper`: more in the gaps between objects (Ronneberger et al. 2015, equation 2).
 * - `falk`: little far from objects, more beside them, most in the gaps (Falk et al. 2019).
 */
export type WeightKind = 'none' | 'paper' | 'falk';

export interface WeightSettings {
  readonly kind: WeightKind;
  /** The class between the objects; pixels of every other class belong to objects. */
  readonly background: number;
  /** `paper`: weight added where two objects touch. */
  readonly w0: number;
  /** `paper`: how fast it falls off with the sum of the distances to two objects, px at the training scale. */
  readonly sigma: number;
  readonly falk: FalkWeights;
  /** `balanced` weighs classes by their inverse frequency. Not used by `falk`, which has its own balance. */
  readonly balance: 'balanced' | 'none';
}

/** weight = base + (1 - base) exp(-d1² / 2 reach²) + w0 exp(-(d1 + d2)² / 2 sigma²) on background, 1 on objects. */
export interface FalkWeights {
  readonly base: number;
  readonly reach: number;
  readonly w0: number;
  readonly sigma: number;
}

/** The paper's w0 and sigma; Falk's as preset in ModelDefinition.java of lmb-freiburg/Unet-Segmentation. */
export const DEFAULT_WEIGHTS: WeightSettings = {
  kind: 'paper',
  background: 0,
  w0: 10,
  sigma: 5,
  falk: { base: 0.1, reach: 10, w0: 50, sigma: 6 },
  balance: 'balanced',
};

/**
 * What suits a set of masks unless the user says otherwise: border weights where objects have numbers of their own,
 * so that there is something to tell apart. Classes are balanced, unless Dice is in the loss, which counts them alike
 * already: weighed twice, the rare one would be seen everywhere.
 */
export function weightsFor(reading: MaskReading | null, loss: LossKind): WeightSettings {
  const kind = reading?.kind === 'instances' ? 'paper' : 'none';
  return { ...DEFAULT_WEIGHTS, kind, balance: loss === 'crossEntropy' ? 'balanced' : 'none' };
}

export const WEIGHT_LIMITS = {
  background: { min: 0, max: MAX_CLASSES - 1, whole: true },
  w0: { min: 0, max: 100, whole: false },
  sigma: { min: 0.5, max: 50, whole: false },
} as const satisfies Record<string, NumberLimits>;

export const FALK_LIMITS = {
  base: { min: 0, max: 1, whole: false },
  reach: { min: 0.5, max: 100, whole: false },
  w0: { min: 0, max: 100, whole: false },
  sigma: { min: 0.5, max: 50, whole: false },
} as const satisfies Record<keyof FalkWeights, NumberLimits>;

/** One line on each setting, to be shown beside it. */
export const WEIGHT_NOTES = {
  kind: 'Which pixels count more, so that objects close to each other come out apart.',
  background: 'The class of the pixels between the objects.',
  w0: 'Weight added in a gap so narrow that its two objects almost touch.',
  sigma:
    'How wide a gap may be to count more, px: the added weight has faded at about three times this width.',
  'falk.base': 'Weight of background far from every object. Objects weigh 1.',
  'falk.reach': 'How far around an object its background counts nearly as much as the object, px.',
  'falk.w0': 'Weight added in a gap so narrow that its two objects almost touch.',
  'falk.sigma':
    'How wide a gap may be to count more, px: the added weight has faded at about three times this width.',
  balance: 'Balanced: rare classes weigh more, in proportion to how rare they are in the training images.',
} as const;

const CHOICES = {
  kind: ['none', 'paper', 'falk'],
  balance: ['balanced', 'none'],
} as const satisfies Partial<Record<keyof WeightSettings, readonly string[]>>;

/** The settings themselves; throws `bad-setting` naming the first value that is out of range or unknown. */
export function checkedWeights(settings: WeightSettings): WeightSettings {
  for (const [name, choices] of Object.entries(CHOICES)) {
    checkedChoice(`weights.${name}`, settings[name as keyof typeof CHOICES], choices);
  }
  for (const [name, limits] of Object.entries(WEIGHT_LIMITS)) {
    checkedNumber(`weights.${name}`, settings[name as keyof typeof WEIGHT_LIMITS], limits);
  }
  for (const [name, limits] of Object.entries(FALK_LIMITS)) {
    checkedNumber(`weights.falk.${name}`, settings.falk[name as keyof FalkWeights], limits);
  }
  return settings;
}

/** A gap between two objects that is too narrow for the training scale. */
export interface NarrowGap {
  /** A pixel of the gap, px of the source. */
  readonly x: number;
  readonly y: number;
  /** At the narrowest place, px of the training scale: below 1. */
  readonly width: number;
}

/** The weights of one image before any augmentation, to be looked at. */
export interface WeightView {
  /** Of the image at the training scale, px. */
  readonly width: number;
  readonly height: number;
  /** [height, width], what each pixel counts in the loss: of its class and of its place; 0 where ignored. */
  readonly weights: Float32Array<ArrayBuffer>;
  /** At most MAX_SHOWN_GAPS, the narrowest first. */
  readonly gaps: readonly NarrowGap[];
  /** How many there are, in one sentence with what to do; null where none vanishes. */
  readonly gapsSentence: string | null;
}

export const MAX_SHOWN_GAPS = 200;
