/** What a run's kept weights are: the description that travels with them. */
import type { ClassInfo } from '../../domain/labels';
import type { Scores } from '../../domain/metrics';
import type { ModelInfo, TrainPlan } from '../../domain/train';
import type { KeptWeights } from './weightKeeper';

/** `full` are the weights' scores on all held-out pixels; where there are none, those of their quick check stand. */
export function modelInfo(
  { spec, normalisation, scale, channelChoice, inputSize }: TrainPlan,
  classes: readonly ClassInfo[],
  { step, scores }: KeptWeights,
  full: Scores | null,
): ModelInfo {
  const meanIou = full?.meanIou ?? scores?.meanIou ?? null;
  return { spec, classes, normalisation, scale, channelChoice, inputSize, steps: step, meanIou };
}
