/** Stage "train": the settings, the run under way and its curve. */
import { studioError } from '../common/errors';
import { labelledImages } from '../domain/data';
import type { RunForecast } from '../domain/forecast';
import {
  DEFAULT_TRAIN,
  type Glimpse,
  type TrainEvent,
  type TrainSettings,
  type TrainSummary,
} from '../domain/train';
import type { ExportActions } from './exportSlice';
import { forecastRequest } from './forecastRequest';
import { endedBy, IDLE, type Job } from './job';
import type { Notice } from './notices';
import { notify, report, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import { advance, EMPTY_CURVE, type TrainCurve, type TrainRun } from './trainProgress';

export interface TrainState {
  readonly settings: TrainSettings;
  /** Who said how many images are held out: the rule, which follows the number of images, or the user. */
  readonly heldOutBy: 'rule' | 'user';
  readonly job: Job<TrainRun, { readonly summary: TrainSummary }>;
  /** Of the run under way or the last one; stays after it ended, failed or was stopped. */
  readonly curve: TrainCurve;
  /** What the run under way, or the last one, made of a held-out image when it last looked. */
  readonly glimpse: Glimpse | null;
  /** Of the run that Start would begin; null while it is not known, and in slow mode. */
  readonly forecast: RunForecast | null;
}

export const INITIAL_TRAIN: TrainState = {
  settings: DEFAULT_TRAIN,
  heldOutBy: 'rule',
  job: IDLE,
  curve: EMPTY_CURVE,
  glimpse: null,
  forecast: null,
};

export interface TrainActions {
  setSettings(change: Partial<TrainSettings>): void;
  /** Holds out a share of the images that fits their number, unless the user has set how many. */
  fitToDataset(): void;
  /** Asks what a run with the settings and images of now would cost. Never rejects. */
  foresee(): Promise<void>;
  /** Resolves when the run has ended, however it did. Never rejects. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the run after the current step and keeps its weights. */
  stop(): Promise<void>;
  onEvent(event: TrainEvent): void;
}

export function createTrainActions(
  context: SliceContext,
  models: Pick<ExportActions, 'adoptTrained' | 'adoptKept'>,
): TrainActions {
  const train = () => context.get().train;
  const patchSettings = (change: Partial<TrainSettings>) =>
    context.patch('train', { settings: { ...train().settings, ...change } });
  const setSettings = (change: Partial<TrainSettings>) => {
    if (change.validationImages !== undefined) context.patch('train', { heldOutBy: 'user' });
    patchSettings(change);
  };
  const start = async () => {
    if (train().job.status === 'running') return;
    retract(context, train().job);
    context.patch('train', { job: newRun(context), curve: EMPTY_CURVE, glimpse: null });
    try {
      const summary = await context.engine.train(trainRequest(context));
      // First the model, then the word that it is there: whoever sees `done` can predict.
      await models.adoptTrained();
      context.patch('train', { job: { status: 'done', summary } });
    } catch (thrown) {
      context.patch('train', { job: endedBy(reportIn(context, 'train', thrown)) });
      // The engine keeps the best weights of a run that failed: they can be used and saved.
      await ask(models.adoptKept);
    }
  };
  const ask = async (call: () => Promise<void>) => {
    try {
      await call();
    } catch (thrown) {
      report(context, thrown);
    }
  };
  const stop = () => {
    const { job } = train();
    if (job.status === 'running') context.patch('train', { job: { ...job, phase: 'stopping' } });
    return ask(() => context.engine.stopTraining());
  };
  return {
    start,
    stop,
    foresee: () => foresee(context),
    pause: () => ask(() => context.engine.pauseTraining()),
    resume: () => ask(() => context.engine.resumeTraining()),
    setSettings,
    fitToDataset: () => {
      const labelled = labelledImages(context.get().data.dataset).length;
      if (train().heldOutBy === 'rule') patchSettings({ validationImages: heldOutShare(labelled) });
    },
    onEvent: (event) => {
      const { job, curve } = train();
      if (job.status !== 'running') return;
      if (event.type === 'glimpse') return context.patch('train', { glimpse: event.glimpse });
      if (event.type === 'rate' || event.type === 'warning' || event.type === 'checkpoint') return;
      if (event.type === 'recovered') notify(context, recovered(event.step));
      const next = advance(job, curve, event);
      context.patch('train', { job: { ...job, ...next.run }, curve: next.curve });
    },
  };
}

/** A forecast of settings that have been changed meanwhile is not kept; Start tells what is wrong with bad ones. */
async function foresee(context: SliceContext): Promise<void> {
  const request = forecastRequest(context.get());
  const { settings } = context.get().train;
  const keep = (forecast: RunForecast | null) => {
    if (context.get().train.settings === settings) context.patch('train', { forecast });
  };
  if (request === null || context.get().device.job.status !== 'done') return keep(null);
  try {
    keep(await context.engine.forecast(request));
  } catch {
    keep(null);
  }
}

/** One in six, at least one where another is left to train on: nothing else tells how good a model is. */
function heldOutShare(labelled: number): number {
  return labelled < 2 ? 0 : Math.max(1, Math.round(labelled / 6));
}

function recovered(step: number): Omit<Notice, 'id'> {
  return {
    tone: 'warning',
    message: `The graphics device was lost and opened again; training goes on after step ${step}.`,
    subject: null,
    hint: 'Nothing is lost. Where it happens again, choose a smaller tile.',
  };
}

function newRun(context: SliceContext): TrainState['job'] {
  const { steps } = context.get().train.settings;
  const pace = { msPerStep: null, dataWaitMs: null, etaMs: null };
  const compiled = { done: 0, total: 0 };
  const run: TrainRun = { phase: 'planning', plan: null, compiled, step: 0, steps, ...pace };
  return { status: 'running', startedMs: context.host.now(), ...run };
}

function trainRequest(context: SliceContext) {
  const { data, augment, train } = context.get();
  if (labelledImages(data.dataset).length === 0) {
    throw studioError(
      'no-pairs',
      'There is no image with a mask to train on.',
      'Add masks in the Data stage: a mask has the same name as its image.',
    );
  }
  return {
    settings: train.settings,
    augment: augment.settings,
    weights: augment.weights,
    classes: data.classes,
    preset: 'auto',
    name: null,
    start: { kind: 'fresh' },
  } as const;
}
