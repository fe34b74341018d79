/** A tab with a project on a disk, and runs in it without a device: for tests of how runs are kept. */
import { defaultClasses } from '../domain/labels';
import type { TrainPlan, TrainSummary } from '../domain/train';
import type { EngineEvent, TrainRequest } from '../engine/protocol';
import type { RunState } from '../pipeline/train/runState';
import type { TrainResult } from '../pipeline/train/trainModel';
import type { RawFiles } from '../storage/rawFiles';
import { CurrentModel } from '../worker/currentModel';
import type { LiveRun } from '../worker/liveRun';
import { RunDesk } from '../worker/runDesk';
import { NEW_RUN } from './newRun';
import { preparationTab } from './preparationTab';
import { runState } from './runState';

export const CLASSES = defaultClasses({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false });
export const PLAN: TrainPlan = runState(1, 0).plan;
export const noModel = () => {
  throw new Error('no model is asked for');
};

function request(changes: Partial<TrainRequest> = {}): TrainRequest {
  const { settings, augment } = { settings: {} as TrainRequest['settings'], augment: PLAN.augment };
  return { ...NEW_RUN, settings, augment, weights: null, classes: CLASSES, ...changes };
}

/** A tab over the disk, with its project open. */
export async function tab(disk: RawFiles) {
  const { preparation, events } = await preparationTab(disk);
  const desk = new RunDesk(
    () => preparation,
    (event) => events.push(event),
  );
  const told = (type: EngineEvent['type']) => events.filter((event) => event.type === type);
  const keepBlobs = preparation.keepBlobs.bind(preparation);
  return { desk, events, told, keepBlobs };
}

export type Tab = Awaited<ReturnType<typeof tab>>;

export async function begun({ desk }: Tab, asked = request()): Promise<LiveRun> {
  const start = await desk.start(asked, noModel);
  return desk.begin(start, asked, PLAN);
}

export function steps(live: LiveRun, from: number, to: number): void {
  const rest = { ms: 1, dataWaitMs: 0, learningRate: 0.1, gradientNorm: 1 };
  for (let step = from; step <= to; step++) live.take({ type: 'step', step, loss: 1 / step, ...rest });
}

export async function runTo(live: LiveRun, step: number): Promise<void> {
  steps(live, live.record().curve.losses.length + 1, step);
  await live.checkpoint(runState(1, step));
}

export function resultOf({ best, training }: RunState, failure: unknown = null): TrainResult {
  const summary: TrainSummary = {
    plan: PLAN,
    stepsDone: training.step,
    stopped: false,
    stoppedEarly: false,
    bestStep: best.step,
    finalLoss: 1,
    scores: null,
    assessment: null,
    msPerStep: 1,
  };
  return { summary, best, last: best, failure };
}

export async function ended(tab: Tab, live: LiveRun, step: number): Promise<void> {
  const state = runState(1, step);
  const { spec, normalisation, scale, channelChoice, inputSize } = PLAN;
  const info = {
    spec,
    classes: CLASSES,
    normalisation,
    scale,
    channelChoice,
    inputSize,
    steps: 1,
    meanIou: null,
  };
  await live.end(resultOf(state), new CurrentModel(info, state.best.weights));
  await tab.desk.end();
}

export const resume = (runId: string, moreSteps = 0) =>
  request({ start: { kind: 'resume', runId, moreSteps } });
