/** The end of a step as dispatches: loss value, gradient norm, optimizer. Called by compileTraining. */
import type { LossOptions } from '../../../kernels/loss/lossOptions';
import { lossValue } from '../../../kernels/loss/lossValue';
import {
  GATE_BYTES,
  gradientNormFinish,
  gradientNormPartialBytes,
  gradientNormPartials,
} from '../../../kernels/optimizer/gradientNorm';
import { optimizerUpdate } from '../../../kernels/optimizer/optimizerUpdate';
import type { PlanBuilder } from './planBuilder';
import type { TrainingOptions } from './trainingOptions';
import type { TrainingTensors } from './trainingTensors';

/** `length` is that of each flat buffer, in floats. */
export function lowerUpdate(
  builder: PlanBuilder,
  loss: LossOptions,
  length: number,
  { clipNorm, ringSlots, variants, rule, emaDecay }: TrainingOptions,
  { step, sums, ring, gradients, parameters, optimizer }: TrainingTensors,
): void {
  builder.add('loss value', lossValue({ ...loss, ringSlots }), { step, sums, ring });
  const partials = builder.tensor('partial gradient norms', gradientNormPartialBytes({ length }));
  const gate = builder.tensor('update gate', GATE_BYTES);
  builder.add('gradient norm partials', gradientNormPartials({ length }), { gradient: gradients, partials });
  const finish = gradientNormFinish({ length, clipNorm, ringSlots, variant: variants.finish });
  builder.add('gradient norm', finish, { step, partials, gate, ring });
  builder.add('optimizer update', optimizerUpdate({ length, rule, emaDecay }), {
    step,
    gate,
    gradient: gradients,
    weights: parameters,
    ...optimizer,
  });
}
