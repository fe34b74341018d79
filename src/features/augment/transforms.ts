/** The transforms as the inspector lists them: names, one line each, ranges and units. */
import { AUGMENT_TRANSFORMS } from '../../domain/augmentTransforms';

export interface TransformRow {
  readonly key: 'flipHorizontal' | 'flipVertical' | 'rotation' | 'brightness' | 'contrast';
  readonly name: string;
  /** What it does and when to change it. */
  readonly hint: string;
  /** Null for transforms that are only on or off. */
  readonly amount: {
    readonly max: number;
    readonly step: number;
    readonly format: (amount: number) => string;
  } | null;
}

export const TRANSFORMS: readonly TransformRow[] = [
  {
    key: 'flipHorizontal',
    name: 'Flip left to right',
    hint: 'Turn off where left and right differ, as in text.',
    amount: null,
  },
  {
    key: 'flipVertical',
    name: 'Flip top to bottom',
    hint: 'Turn off where up and down differ, as in photographs.',
    amount: null,
  },
  {
    key: 'rotation',
    name: 'Rotation',
    hint: 'Any angle up to this one. 180° where no direction is special.',
    amount: {
      max: AUGMENT_TRANSFORMS.rotation.parameters.amount.max,
      step: 1,
      format: (degrees) => `± ${degrees}°`,
    },
  },
  {
    key: 'brightness',
    name: 'Brightness',
    hint: 'Lighter or darker, in standard deviations of the image.',
    amount: {
      max: AUGMENT_TRANSFORMS.brightness.parameters.amount.max,
      step: 0.01,
      format: (amount) => `± ${amount.toFixed(2)} sd`,
    },
  },
  {
    key: 'contrast',
    name: 'Contrast',
    hint: 'Stronger or weaker. Raise it where exposure varies.',
    amount: {
      max: AUGMENT_TRANSFORMS.contrast.parameters.amount.max,
      step: 0.01,
      format: (share) => `± ${Math.round(share * 100)} %`,
    },
  },
];
