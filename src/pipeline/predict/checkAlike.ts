/** The one way models can be unfit to be averaged: they are not asked, or do not answer, alike. */
import { studioError } from '../../common/errors';
import { modelDifference } from '../../domain/modelDifference';
import type { ModelInfo } from '../../domain/train';

export interface NamedModel {
  /** As the user knows it: a run's name, a path. */
  readonly name: string;
  readonly info: ModelInfo;
}

/** Throws `models-differ` naming the first of `others` that differs from `own`, and in what. */
export function checkAlike(own: ModelInfo, others: readonly NamedModel[]): void {
  for (const { name, info } of others) {
    const difference = modelDifference(own, info);
    if (difference === null) continue;
    throw studioError(
      'models-differ',
      `${name} cannot be averaged with the model: ${difference}.`,
      'Average models that were trained with the same network, channels, intensities, scale and classes.',
      name,
    );
  }
}
