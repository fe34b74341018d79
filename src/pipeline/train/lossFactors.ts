/** A kind of loss as the factors of its two parts, the same for every trainer. */
import type { LossKind } from '../../domain/train';

export interface LossFactors {
  readonly crossEntropy: number;
  /** Of 1 - soft Dice, the mean over the classes. */
  readonly dice: number;
}

/** Dice and cross-entropy count alike, as in nnU-Net (Isensee et al. 2021). */
export function lossFactors(kind: LossKind): LossFactors {
  return { crossEntropy: 1, dice: kind === 'diceCrossEntropy' ? 1 : 0 };
}
