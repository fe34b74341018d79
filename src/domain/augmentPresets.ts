/** Known recipes of augmentation, each number with its source. Offered by the page and by `--preset`. */
import { type AugmentSettings, NO_AUGMENT } from './augment';

export type AugmentPreset = 'paper' | 'falk' | 'nnunet' | 'gentle' | 'none';

/**
 * Ronneberger et al. 2015, section 3.1: shift and rotation invariance, grey values, and elastic deformation of "3 by 3"
 * displacements with a standard deviation of 10 px, bicubic between them. The paper gives no range for rotation and
 * grey values: any angle is taken (membranes have no direction), and this studio's starting values for grey values.
 * Shift is what random places do. The paper interpolates in a way it does not name.
 */
const PAPER: AugmentSettings = {
  ...NO_AUGMENT,
  rotation: { enabled: true, probability: 1, amount: 180 },
  elastic: { enabled: true, probability: 1, amount: 10, nodes: 3 },
  brightness: { enabled: true, probability: 0.5, amount: 0.2 },
  contrast: { enabled: true, probability: 0.5, amount: 0.25 },
};

/**
 * Falk et al. 2019, defaults of the Fiji plugin Unet-Segmentation (ModelDefinition.java, commit 870e503): B-spline grid
 * of 150 px, sd 10 px; rotation 0..360°; mirroring off; values through black ±0.05, white 1 ± 0.05 and slopes
 * 0.8..1.2; images read linearly; places drawn with 1 on foreground, 0.1 on background.
 */
const FALK: AugmentSettings = {
  ...NO_AUGMENT,
  rotation: { enabled: true, probability: 1, amount: 180 },
  elasticSpline: { enabled: true, probability: 1, amount: 10, spacing: 150 },
  valueCurve: { enabled: true, probability: 1, amount: 0.05, slope: 0.2 },
  sampling: 'falk',
  interpolation: 'linear',
  channels: 'apart',
};

/**
 * nnU-Net v2 (nnUNetTrainer.get_training_transforms with batchgeneratorsv2, read in 2026): rotation by any angle in 2D
 * and scale 0.7..1.4, each with 0.2; noise to 0.1 (its `noise_variance` is used as a deviation) 0.1; blur 0.5..1 px
 * 0.2; brightness as a factor 0.75..1.25 0.15 (here: gain); contrast 0.75..1.25 0.15; low resolution 0.5..1 0.25; gamma
 * 0.7..1.5 of the negative 0.1 and 0.3; mirroring 0.5 an axis; elastic deformation off; a third of the patches hold
 * foreground. Like it, not it: its contrast also clips to the former range, and blur and low resolution skip
 * half of the channels.
 */
const NNUNET: AugmentSettings = {
  ...NO_AUGMENT,
  flipHorizontal: { enabled: true, probability: 0.5 },
  flipVertical: { enabled: true, probability: 0.5 },
  rotation: { enabled: true, probability: 0.2, amount: 180 },
  scale: { enabled: true, probability: 0.2, low: 0.7, high: 1.4 },
  noise: { enabled: true, probability: 0.1, low: 0, high: 0.1 },
  blur: { enabled: true, probability: 0.2, low: 0.5, high: 1 },
  gain: { enabled: true, probability: 0.15, low: 0.75, high: 1.25 },
  contrast: { enabled: true, probability: 0.15, amount: 0.25 },
  lowResolution: { enabled: true, probability: 0.25, low: 0.5, high: 1 },
  gammaInverted: { enabled: true, probability: 0.1, low: 0.7, high: 1.5 },
  gamma: { enabled: true, probability: 0.3, low: 0.7, high: 1.5 },
  sampling: 'third',
  interpolation: 'linear',
  channels: 'apart',
};

/** This studio's own: for images whose up, size and colours mean something, as photographs. */
const GENTLE: AugmentSettings = {
  ...NO_AUGMENT,
  flipHorizontal: { enabled: true, probability: 0.5 },
  rotation: { enabled: true, probability: 0.3, amount: 10 },
  scale: { enabled: true, probability: 0.3, low: 0.9, high: 1.1 },
  brightness: { enabled: true, probability: 0.3, amount: 0.1 },
  contrast: { enabled: true, probability: 0.3, amount: 0.1 },
  sampling: 'third',
};

export const AUGMENT_PRESETS: Readonly<Record<AugmentPreset, AugmentSettings>> = {
  paper: PAPER,
  falk: FALK,
  nnunet: NNUNET,
  gentle: GENTLE,
  none: NO_AUGMENT,
};
