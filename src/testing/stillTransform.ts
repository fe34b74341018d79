/** The transform that does nothing, to change one thing of in a test. */
import type { PatchTransform } from '../pipeline/augment/drawTransform';

export const STILL: PatchTransform = {
  flipHorizontal: false,
  flipVertical: false,
  shear: 0,
  scale: 1,
  rotation: 0,
  shiftX: 0,
  shiftY: 0,
  elastic: null,
  elasticSpline: null,
  blur: null,
  lowResolution: null,
  poisson: null,
  noise: null,
  gain: null,
  brightness: null,
  contrast: null,
  gammaInverted: null,
  gamma: null,
  valueCurve: null,
  colorJitter: null,
  droppedChannel: null,
  cutout: null,
};
