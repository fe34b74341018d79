/** Which kept run made the current model, and which others go with it. Pure. */
import { isSameData } from '../common/isSameData';
import { modelDifference } from '../domain/modelDifference';
import type { RunRecord } from '../domain/run';
import type { ModelInfo } from '../domain/train';

/**
 * `runId` is the run whose weights were made the current ones, null where nobody noted it (a model of an older studio):
 * then the run of the same network with the same score, to the last digit, at the same step. Null where there is none, or
 * where several that held out other images come out alike.
 */
export function runOfModel(
  runs: readonly RunRecord[],
  model: ModelInfo,
  runId: string | null,
): RunRecord | null {
  if (runId !== null) return runs.find(({ id }) => id === runId) ?? null;
  const [first, ...others] = runs.filter((run) => isAlike(run, model));
  if (first === undefined) return null;
  return others.every(({ plan }) => isSameData(plan.split, first.plan.split)) ? first : null;
}

/** Those of `runIds` that can be averaged with the model: kept, trained as it was, and not its own. */
export function fittingRuns(
  runIds: readonly string[],
  runs: readonly RunRecord[],
  model: ModelInfo | null,
  ownId: string | null,
): readonly string[] {
  if (model === null) return [];
  const own = runOfModel(runs, model, ownId);
  const fits = ({ id, plan, hasWeights }: RunRecord) =>
    hasWeights && id !== own?.id && modelDifference(model, { ...plan, classes: null }) === null;
  const fitting = new Set(runs.filter(fits).map(({ id }) => id));
  return runIds.filter((id) => fitting.has(id));
}

function isAlike({ plan, summary, curve, hasWeights }: RunRecord, { spec, steps, meanIou }: ModelInfo) {
  if (!hasWeights || summary === null || !isSameData(plan.spec, spec)) return false;
  // Without held-out images there is no score, and nothing to hold out again.
  if (meanIou === null) return summary.scores === null && summary.bestStep === steps;
  const check = curve.validations.find(({ step }) => step === steps);
  // A model has the full score after training, and that of the quick check once its run is used again.
  const scores = [summary.scores?.meanIou, check?.scores.meanIou];
  return summary.bestStep === steps && scores.includes(meanIou);
}
