/** Stage "augment": what may happen to a patch before the network sees it. Presets are in augmentPresets.ts. */
import { AUGMENT_TRANSFORMS, type TransformInfo, type TransformName } from './augmentTransforms';
import { checkedChoice } from './checkedChoice';
import { checkedNumber } from './checkedNumber';

/** A transform is drawn with a probability (0..1) for each patch. */
export interface SwitchedTransform {
  readonly enabled: boolean;
  readonly probability: number;
}

/** Drawn uniformly from [-amount, amount], in the transform's unit; of `elastic` the standard deviation in px. */
export interface RangedTransform extends SwitchedTransform {
  readonly amount: number;
}

/**
 * Drawn from [low, high]. Factors whose range holds 1 are below and above it equally often, as in nnU-Net; photons
 * are drawn evenly in their logarithm; all else uniformly.
 */
export interface SpanTransform extends SwitchedTransform {
  readonly low: number;
  readonly high: number;
}

/** The settings of every transform; what each does and its ranges: AUGMENT_TRANSFORMS. */
export interface AugmentTransforms {
  readonly flipHorizontal: SwitchedTransform;
  readonly flipVertical: SwitchedTransform;
  readonly shear: RangedTransform;
  readonly scale: SpanTransform;
  readonly rotation: RangedTransform;
  readonly shift: RangedTransform;
  readonly elastic: RangedTransform & { readonly nodes: number };
  readonly elasticSpline: RangedTransform & { readonly spacing: number };
  readonly blur: SpanTransform;
  readonly lowResolution: SpanTransform;
  readonly poisson: SpanTransform;
  readonly noise: SpanTransform;
  readonly gain: SpanTransform;
  readonly brightness: RangedTransform;
  readonly contrast: RangedTransform;
  readonly gammaInverted: SpanTransform;
  readonly gamma: SpanTransform;
  readonly valueCurve: RangedTransform & { readonly slope: number };
  readonly colorJitter: SwitchedTransform & { readonly hue: number; readonly saturation: number };
  readonly channelDropout: SwitchedTransform;
  readonly cutout: RangedTransform & { readonly count: number };
}

/**
 * Where patches are cut, inside an image drawn evenly:
 * - `uniform`: everywhere alike.
 * - `falk`: around a pixel that is foreground with weight 1, background with weight 0.1, ignored never (Falk 2019).
 * - `third`: one patch in three holds a pixel of a class drawn evenly among the image's foreground classes, the
 *   others are uniform (nnU-Net). So rare classes are met.
 */
export type PatchSampling = 'uniform' | 'falk' | 'third';

/**
 * - `cubic`: cubic convolution (Keys 1981, a = -1/2). Keeps the sharpness that the network meets in prediction.
 * - `linear`: three times faster, softens what lies between pixels; what Falk's and nnU-Net's augmentation do.
 */
export type Interpolation = 'cubic' | 'linear';

export interface AugmentSettings extends AugmentTransforms {
  readonly sampling: PatchSampling;
  readonly interpolation: Interpolation;
  /** Whether a patch's channels share the draws of intensity transforms. `apart` suits independent stains. */
  readonly channels: 'together' | 'apart';
}

const SAMPLINGS: readonly string[] = ['uniform', 'falk', 'third'] satisfies PatchSampling[];
const INTERPOLATIONS: readonly string[] = ['cubic', 'linear'] satisfies Interpolation[];
const CHANNELS: readonly string[] = ['together', 'apart'] satisfies AugmentSettings['channels'][];

/** Everything off; the numbers are what each switch starts with. */
export const NO_AUGMENT: AugmentSettings = {
  flipHorizontal: { enabled: false, probability: 0.5 },
  flipVertical: { enabled: false, probability: 0.5 },
  shear: { enabled: false, probability: 0.2, amount: 10 },
  scale: { enabled: false, probability: 0.2, low: 0.7, high: 1.4 },
  rotation: { enabled: false, probability: 0.5, amount: 180 },
  shift: { enabled: false, probability: 0.5, amount: 16 },
  elastic: { enabled: false, probability: 1, amount: 10, nodes: 3 },
  elasticSpline: { enabled: false, probability: 1, amount: 10, spacing: 150 },
  blur: { enabled: false, probability: 0.2, low: 0.5, high: 1 },
  lowResolution: { enabled: false, probability: 0.25, low: 0.5, high: 1 },
  poisson: { enabled: false, probability: 0.1, low: 50, high: 1000 },
  noise: { enabled: false, probability: 0.1, low: 0, high: 0.1 },
  gain: { enabled: false, probability: 0.15, low: 0.75, high: 1.25 },
  brightness: { enabled: false, probability: 0.5, amount: 0.2 },
  contrast: { enabled: false, probability: 0.5, amount: 0.25 },
  gammaInverted: { enabled: false, probability: 0.1, low: 0.7, high: 1.5 },
  gamma: { enabled: false, probability: 0.3, low: 0.7, high: 1.5 },
  valueCurve: { enabled: false, probability: 1, amount: 0.05, slope: 0.2 },
  colorJitter: { enabled: false, probability: 0.3, hue: 10, saturation: 0.2 },
  channelDropout: { enabled: false, probability: 0.1 },
  cutout: { enabled: false, probability: 0.2, amount: 0.15, count: 2 },
  sampling: 'uniform',
  interpolation: 'cubic',
  channels: 'together',
};

/**
 * For few images of objects seen from above: all orientations, sizes that vary a little, exposure, focus and noise as
 * within one instrument. The elastic form is the one whose grid does not shrink with the patch, at a strength that
 * folds nothing: on a small patch the paper's own grid bends far more than it did on its patches of 572 px.
 */
export const DEFAULT_AUGMENT: AugmentSettings = {
  ...NO_AUGMENT,
  flipHorizontal: { enabled: true, probability: 0.5 },
  flipVertical: { enabled: true, probability: 0.5 },
  rotation: { enabled: true, probability: 0.5, amount: 180 },
  scale: { enabled: true, probability: 0.2, low: 0.8, high: 1.25 },
  elasticSpline: { enabled: true, probability: 0.3, amount: 8, spacing: 100 },
  blur: { enabled: true, probability: 0.1, low: 0.3, high: 1 },
  noise: { enabled: true, probability: 0.15, low: 0, high: 0.1 },
  brightness: { enabled: true, probability: 0.5, amount: 0.2 },
  contrast: { enabled: true, probability: 0.5, amount: 0.25 },
  gamma: { enabled: true, probability: 0.3, low: 0.7, high: 1.5 },
  sampling: 'third',
};

/** The settings themselves; throws `bad-setting` naming the first value that is out of range or unknown. */
export function checkedAugment(settings: AugmentSettings): AugmentSettings {
  for (const [name, info] of Object.entries<TransformInfo>(AUGMENT_TRANSFORMS)) {
    checkTransform(name, settings[name as TransformName], info);
  }
  checkedChoice('sampling', settings.sampling, SAMPLINGS);
  checkedChoice('interpolation', settings.interpolation, INTERPOLATIONS);
  checkedChoice('channels', settings.channels, CHANNELS);
  return settings;
}

function checkTransform(name: string, transform: SwitchedTransform, { parameters }: TransformInfo): void {
  checkedNumber(`${name}.probability`, transform.probability, { min: 0, max: 1, whole: false });
  const values = transform as unknown as Readonly<Record<string, number>>;
  for (const [parameter, limits] of Object.entries(parameters)) {
    const least = parameter === 'high' ? { ...limits, min: values.low ?? limits.min } : limits;
    checkedNumber(`${name}.${parameter}`, values[parameter] ?? Number.NaN, least);
  }
}

/** Names one patch of a run; the same key gives the same patch, whichever worker draws it and when. */
export interface PatchKey {
  readonly seed: number;
  readonly step: number;
  readonly index: number;
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
  /** [outputSize, outputSize], 0 where ignored, otherwise the class's weight plus the border weight there. */
  readonly weights: Float32Array<ArrayBuffer>;
  /** The image the patch was cut from. */
  readonly imageId: string;
}
