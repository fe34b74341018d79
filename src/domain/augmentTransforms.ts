/** What each transform is called, does and allows. Text and ranges only: settings and their check are in augment.ts. */
import type { NumberLimits } from './checkedNumber';

/** One number of a transform, for a slider and for the check. */
export interface ParameterInfo extends NumberLimits {
  readonly name: string;
  /** Empty where the number is a plain factor or count. */
  readonly unit: '' | 'px' | '°' | 'sd' | 'share' | 'photons';
  /** Of a slider. */
  readonly step: number;
}

export interface TransformInfo {
  readonly name: string;
  /** One line: what it does, and when to change it. */
  readonly doc: string;
  readonly kind: 'geometry' | 'intensity';
  readonly parameters: Readonly<Record<string, ParameterInfo>>;
}

type Span = readonly [min: number, max: number];

function number(
  name: string,
  unit: ParameterInfo['unit'],
  [min, max]: Span,
  step: number,
  whole = false,
): ParameterInfo {
  return { name, unit, min, max, step, whole };
}

/** A range that a number is drawn from: `low` <= `high`. */
function span(unit: ParameterInfo['unit'], limits: Span, step: number) {
  return { low: number('From', unit, limits, step), high: number('To', unit, limits, step) };
}

function amount(unit: ParameterInfo['unit'], max: number, step: number) {
  return { amount: number('Amount', unit, [0, max], step) };
}

/** In the order in which a patch goes through them. Pixels are those of the training scale. */
export const AUGMENT_TRANSFORMS = {
  flipHorizontal: {
    name: 'Flip left to right',
    doc: 'Turn off where left and right differ, as in text.',
    kind: 'geometry',
    parameters: {},
  },
  flipVertical: {
    name: 'Flip top to bottom',
    doc: 'Turn off where up and down differ, as in photographs.',
    kind: 'geometry',
    parameters: {},
  },
  shear: {
    name: 'Shear',
    doc: 'Slants the content sideways by any angle up to this one.',
    kind: 'geometry',
    parameters: amount('°', 45, 1),
  },
  scale: {
    name: 'Scale',
    doc: 'Content becomes smaller or larger by a factor from this range. For objects whose size varies.',
    kind: 'geometry',
    parameters: span('', [0.25, 4], 0.01),
  },
  rotation: {
    name: 'Rotation',
    doc: 'Any angle up to this one. 180° where no direction is special.',
    kind: 'geometry',
    parameters: amount('°', 180, 1),
  },
  shift: {
    name: 'Shift',
    doc: 'Moves the content beyond its random place. The image is mirrored where its border comes into view.',
    kind: 'geometry',
    parameters: amount('px', 256, 1),
  },
  elastic: {
    name: 'Elastic (paper)',
    doc: 'Bends the content: random displacements on a coarse grid over the patch, bicubic between them.',
    kind: 'geometry',
    parameters: {
      amount: number('Strength', 'px', [0, 64], 0.5),
      nodes: number('Grid points a side', '', [2, 16], 1, true),
    },
  },
  elasticSpline: {
    name: 'Elastic (spline)',
    doc: 'Bends the content as Falk 2019: a cubic B-spline whose grid keeps its spacing whatever the patch size.',
    kind: 'geometry',
    parameters: {
      amount: number('Strength', 'px', [0, 64], 0.5),
      spacing: number('Grid spacing', 'px', [8, 512], 1),
    },
  },
  blur: {
    name: 'Blur',
    doc: 'Gaussian, by a standard deviation from this range. For focus that varies.',
    kind: 'intensity',
    parameters: span('px', [0, 8], 0.05),
  },
  lowResolution: {
    name: 'Low resolution',
    doc: 'Sampled at a share of the resolution and brought back. For images from weaker optics.',
    kind: 'intensity',
    parameters: span('share', [0.1, 1], 0.01),
  },
  poisson: {
    name: 'Photon noise',
    doc: 'Poisson noise as if the brightest pixel of the image had caught this many photons. Fewer is noisier.',
    kind: 'intensity',
    parameters: span('photons', [5, 10_000], 1),
  },
  noise: {
    name: 'Gaussian noise',
    doc: 'Independent of brightness, by a standard deviation from this range.',
    kind: 'intensity',
    parameters: span('sd', [0, 2], 0.01),
  },
  gain: {
    name: 'Gain',
    doc: 'Multiplies the normalised values, which lie around 0: their spread grows or shrinks.',
    kind: 'intensity',
    parameters: span('', [0.1, 4], 0.01),
  },
  brightness: {
    name: 'Brightness',
    doc: 'Lighter or darker, in standard deviations of the image.',
    kind: 'intensity',
    parameters: amount('sd', 1, 0.01),
  },
  contrast: {
    name: 'Contrast',
    doc: "Stronger or weaker around the patch's mean. Raise it where exposure varies.",
    kind: 'intensity',
    parameters: amount('share', 0.9, 0.01),
  },
  gammaInverted: {
    name: 'Gamma of the negative',
    doc: 'As gamma, on the image turned dark for bright: spreads or presses the bright values.',
    kind: 'intensity',
    parameters: span('', [0.2, 5], 0.01),
  },
  gamma: {
    name: 'Gamma',
    doc: "Spreads or presses the dark values; the patch's mean and spread stay.",
    kind: 'intensity',
    parameters: span('', [0.2, 5], 0.01),
  },
  valueCurve: {
    name: 'Value curve',
    doc: 'A random smooth curve through black, middle and white, as Falk 2019. For stains and exposures that vary.',
    kind: 'intensity',
    parameters: {
      amount: number('Black and white move by', 'share', [0, 0.3], 0.01),
      slope: number('Slope varies by', 'share', [0, 0.8], 0.01),
    },
  },
  colorJitter: {
    name: 'Colour',
    doc: "For three channels: turns hues and changes saturation relative to the image's mean colour.",
    kind: 'intensity',
    parameters: {
      hue: number('Hue', '°', [0, 180], 1),
      saturation: number('Saturation', 'share', [0, 1], 0.01),
    },
  },
  channelDropout: {
    name: 'Channel dropout',
    doc: 'One channel of several becomes flat, so that the network relies on no single one.',
    kind: 'intensity',
    parameters: {},
  },
  cutout: {
    name: 'Cutout',
    doc: 'Squares of the image become flat while their labels stay: the network learns to fill gaps from context.',
    kind: 'intensity',
    parameters: {
      amount: number('Side', 'share', [0, 0.5], 0.01),
      count: number('Squares', '', [1, 8], 1, true),
    },
  },
} as const satisfies Readonly<Record<string, TransformInfo>>;

export type TransformName = keyof typeof AUGMENT_TRANSFORMS;
