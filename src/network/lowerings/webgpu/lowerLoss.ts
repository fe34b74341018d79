/** The loss and its gradient at the logits as dispatches. Called by compileTraining. */
import type { FinishVariant } from '../../../kernels/finishVariant';
import { lossGradient } from '../../../kernels/loss/lossGradient';
import type { LossOptions } from '../../../kernels/loss/lossOptions';
import { lossPartialBytes, lossPartials, lossSums } from '../../../kernels/loss/lossSums';
import type { PlanBuilder, PlanTensor } from './planBuilder';

export interface LossTensors {
  readonly logits: PlanTensor;
  readonly labels: PlanTensor;
  readonly pixelWeights: PlanTensor;
  readonly step: PlanTensor;
  readonly sums: PlanTensor;
}

/** The sums that the loss's value and soft Dice's gradient need; the second and later micro-batches add to them. */
export function lowerLossSums(
  builder: PlanBuilder,
  loss: LossOptions,
  variant: FinishVariant,
  { logits, labels, pixelWeights, sums }: LossTensors,
): void {
  const partials = builder.tensor('partial loss sums', lossPartialBytes(loss));
  builder.add('loss partial sums', lossPartials(loss), { logits, labels, weights: pixelWeights, partials });
  const programs = {
    first: lossSums({ ...loss, variant, accumulate: false }),
    next: lossSums({ ...loss, variant, accumulate: true }),
  };
  builder.add('loss sums', programs, { partials, sums });
}

/** The gradient at the logits. */
export function lowerLossGradient(
  builder: PlanBuilder,
  loss: LossOptions,
  { logits, labels, pixelWeights, step, sums }: LossTensors,
): PlanTensor {
  const dlogits = builder.tensor('gradient at logits', logits.bytes);
  builder.add('loss gradient', lossGradient(loss), {
    step,
    logits,
    labels,
    weights: pixelWeights,
    sums,
    dlogits,
  });
  return dlogits;
}
