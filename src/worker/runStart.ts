/** Where a run begins: what a request's `start` comes to in the open project. Used by NetworkSession. */
import { studioError } from '../common/errors';
import type { RunOrigin, RunRecord } from '../domain/run';
import type { TrainPlan } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import type { FoundCheckpoint } from '../pipeline/train/checkpointSlots';
import type { StoredRun } from '../pipeline/train/runFile';
import { extendedState, type RunState } from '../pipeline/train/runState';
import { freshId } from '../storage/freshId';
import type { CurrentModel } from './currentModel';
import type { RunBook } from './runBook';
import { RunRecorder } from './runRecorder';

export type RunStart =
  | { readonly kind: 'fresh' }
  /** `from` is a run's id; '' where the model is not one of the project's runs. */
  | { readonly kind: 'fineTune'; readonly from: string; readonly model: CurrentModel }
  | {
      readonly kind: 'resume';
      readonly stored: StoredRun;
      readonly found: FoundCheckpoint;
      /** With the steps that it is now to take. */
      readonly state: RunState;
      readonly moreSteps: number;
    };

/** Throws `no-such-run`, `no-model`, `no-checkpoint`, `bad-checkpoint`, and `bad-setting` where there is nothing left to do. */
export async function runStart(
  { start }: TrainRequest,
  book: RunBook,
  current: () => CurrentModel,
): Promise<RunStart> {
  if (start.kind === 'fresh') return start;
  if (start.kind === 'fineTune') {
    const { runId } = start;
    return {
      kind: 'fineTune',
      from: runId ?? '',
      model: runId === null ? current() : await book.model(runId),
    };
  }
  const stored = await book.run(start.runId);
  const found = await book.checkpoint(start.runId);
  const { moreSteps } = start;
  const state = moreSteps > 0 ? extendedState(found.state, moreSteps) : found.state;
  // One that was cut off after its last step has its scores to come.
  const { status } = stored.run;
  if (status !== 'interrupted' && state.training.step >= state.plan.steps) throw nothingLeft(state.plan);
  return { kind: 'resume', stored, found, state, moreSteps };
}

/**
 * The record of the run that begins. One that was cut off or stopped goes on as itself; one that is to take more steps
 * than it was planned for begins another, so that both can be compared.
 */
export function beginRecord(
  start: RunStart,
  request: TrainRequest,
  plan: TrainPlan,
  runs: readonly RunRecord[],
  startedMs: number,
): RunRecorder {
  const name = request.name ?? nextName(runs);
  const fresh = { id: freshId(), name, startedMs, preset: request.preset, plan };
  if (start.kind !== 'resume') return new RunRecorder({ ...fresh, origin: originOf(start) });
  const { run } = start.stored;
  const { training, rateChanges } = start.found.state;
  const { curve, warnings, preset } = run;
  const past = { curve, warnings, rateChanges, step: training.step };
  if (start.moreSteps > 0) {
    return new RunRecorder({ ...fresh, preset, origin: { kind: 'continued', from: run.id } }, past);
  }
  const { id, origin } = run;
  const itself = { id, name: run.name, startedMs: run.startedMs, preset, origin, plan };
  return new RunRecorder(itself, past, training.step);
}

function originOf(start: Exclude<RunStart, { kind: 'resume' }>): RunOrigin {
  return start.kind === 'fresh' ? start : { kind: 'fineTune', from: start.from };
}

/** "Run 3" after "Run 2", whatever was deleted or has another name. */
function nextName(runs: readonly RunRecord[]): string {
  const numbers = runs.map(({ name }) => Number(/^Run (\d+)$/.exec(name)?.[1] ?? 0));
  return `Run ${Math.max(0, ...numbers) + 1}`;
}

function nothingLeft({ steps }: TrainPlan) {
  return studioError(
    'bad-setting',
    `The run has done all of its ${steps} steps.`,
    'Continue it for more steps.',
    `moreSteps=0`,
  );
}
