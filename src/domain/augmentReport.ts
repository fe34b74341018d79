/** What augmentation says about itself: one patch's draws and bends, and whether the settings make sense. */
import type { TransformName } from './augmentTransforms';

/** What was drawn for one patch. Made on request, never in training. */
export interface PatchDescription {
  readonly imageId: string;
  /** First pixel of the output, before it is transformed, in the image at the training scale, px. */
  readonly x: number;
  readonly y: number;
  /** The transforms that happen to this patch, in their order, each with what was drawn ("37.2° clockwise"). */
  readonly drawn: readonly { readonly transform: TransformName; readonly text: string }[];
  /**
   * Lines that were straight and evenly spaced in the unaugmented patch, where its content has come to in this one:
   * x, y of each point in turn, px of the input. Points may lie outside.
   */
  readonly grid: readonly Float32Array<ArrayBuffer>[];
}

export interface AugmentFinding {
  readonly kind: 'mirrored' | 'labelsLost' | 'folded' | 'noisy' | 'hidden';
  /** Of pixels, or of patches for `labelsLost` and `noisy`: 0..1. */
  readonly share: number;
  /** One plain sentence with the share in it. */
  readonly message: string;
  /** What to change. */
  readonly hint: string;
}

/** Measured over patches as training draws them. */
export interface AugmentJudgement {
  readonly patches: number;
  /** Input pixels that lie outside of the image, so that its mirrored border is seen; and without augmentation. */
  readonly mirroredShare: number;
  readonly plainMirroredShare: number;
  /** Patches that have foreground without augmentation and none with it. */
  readonly labelsLostShare: number;
  /** Pixels where the elastic deformation turns the content inside out. */
  readonly foldedShare: number;
  /** Patches whose added noise is stronger than the image's own spread. */
  readonly noisyShare: number;
  /** Pixels that cutout makes flat. */
  readonly hiddenShare: number;
  /** Empty for plausible settings. */
  readonly findings: readonly AugmentFinding[];
}
