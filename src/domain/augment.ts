/** Stage "augment": what may happen to a patch before the network sees it. */
import { checkedNumber } from './checkedNumber';

/** A transform that is drawn from a symmetric range with a probability. */
export interface RangedTransform {
  readonly enabled: boolean;
  /** Half-width of the range; the unit is the transform's own (degrees, or a share). */
  readonly amount: number;
  /** Chance that a patch gets this transform, 0..1. */
  readonly probability: number;
}

export interface SwitchedTransform {
  readonly enabled: boolean;
  readonly probability: number;
}

export interface AugmentSettings {
  readonly flipHorizontal: SwitchedTransform;
  readonly flipVertical: SwitchedTransform;
  /** Amount in degrees: the angle is uniform in [-amount, amount]. */
  readonly rotation: RangedTransform;
  /** Amount in units of the image's standard deviation: added to every pixel. */
  readonly brightness: RangedTransform;
  /** Amount as a share: contrast is multiplied by a factor in [1 - amount, 1 + amount]. */
  readonly contrast: RangedTransform;
}

export const DEFAULT_AUGMENT: AugmentSettings = {
  flipHorizontal: { enabled: true, probability: 0.5 },
  flipVertical: { enabled: true, probability: 0.5 },
  rotation: { enabled: true, amount: 180, probability: 0.5 },
  brightness: { enabled: true, amount: 0.2, probability: 0.5 },
  contrast: { enabled: true, amount: 0.25, probability: 0.5 },
};

export const NO_AUGMENT: AugmentSettings = {
  flipHorizontal: { enabled: false, probability: 0.5 },
  flipVertical: { enabled: false, probability: 0.5 },
  rotation: { enabled: false, amount: 180, probability: 0.5 },
  brightness: { enabled: false, amount: 0.2, probability: 0.5 },
  contrast: { enabled: false, amount: 0.25, probability: 0.5 },
};

/** Largest amount of each ranged transform, in its own unit. */
export const AUGMENT_LIMITS = { rotation: 180, brightness: 1, contrast: 0.9 } as const;

/** The settings themselves; throws `bad-setting` naming the first value that is out of range. */
export function checkedAugment(settings: AugmentSettings): AugmentSettings {
  for (const [name, { probability }] of Object.entries(settings)) {
    checkedNumber(`${name}.probability`, probability, { min: 0, max: 1, whole: false });
  }
  for (const [name, max] of Object.entries(AUGMENT_LIMITS)) {
    const { amount } = settings[name as keyof typeof AUGMENT_LIMITS];
    checkedNumber(`${name}.amount`, amount, { min: 0, max, whole: false });
  }
  return settings;
}

/** One training example as the network gets it. */
export interface Patch {
  /** Side of the square input, px. */
  readonly inputSize: number;
  /** Side of the square output, px: smaller than the input for valid convolutions. */
  readonly outputSize: number;
  readonly channels: number;
  /** [inputSize, inputSize, channels], normalised and augmented. */
  readonly image: Float32Array<ArrayBuffer>;
  /** [outputSize, outputSize], class indices under the output's frame. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [outputSize, outputSize], 0 where ignored, otherwise the class's weight. */
  readonly weights: Float32Array<ArrayBuffer>;
  /** The image the patch was cut from. */
  readonly imageId: string;
}
