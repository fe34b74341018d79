/** Which kept runs can be averaged with the current model, and why others cannot. Pure. */
import { modelDifference } from '../../domain/modelDifference';
import type { RunRecord } from '../../domain/run';
import type { ModelInfo } from '../../domain/train';
import { runOfModel } from '../../state/modelRuns';

export interface AveragingRow {
  readonly runId: string;
  readonly name: string;
  readonly chosen: boolean;
  /** Why it does not go with the model; null where it does. */
  readonly reason: string | null;
}

/** `runId` as in runOfModel. Runs without weights are left out; one that was chosen and is gone is listed, so that it can be taken off. */
export function averagingRows(
  model: ModelInfo,
  runs: readonly RunRecord[],
  chosen: readonly string[],
  runId: string | null,
): AveragingRow[] {
  const own = runOfModel(runs, model, runId);
  const rows = runs
    .filter(({ hasWeights, status }) => hasWeights && status !== 'running')
    .map((run) => ({
      runId: run.id,
      name: run.name,
      chosen: chosen.includes(run.id),
      reason: run.id === own?.id ? 'these are the model’s own weights' : differenceOf(model, run),
    }));
  const gone = chosen.filter((id) => !rows.some(({ runId }) => runId === id));
  const lost = gone.map((runId) => ({
    runId,
    name: 'A run that is gone',
    chosen: true,
    reason: 'it is not in the project any more',
  }));
  return [...rows, ...lost];
}

function differenceOf(model: ModelInfo, { plan }: RunRecord): string | null {
  return modelDifference(model, { ...plan, classes: null });
}
