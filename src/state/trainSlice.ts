/** Stage "train": the choice of settings, the run under way with all that is seen of it, and the runs kept. */
import type { ErrorData } from '../common/errors';
import type { RunForecast } from '../domain/forecast';
import { type GlimpseReel, withGlimpse } from '../domain/glimpseReel';
import type { ChosenRun, TrainChoice } from '../domain/presets';
import type { RunRecord } from '../domain/run';
import { DEFAULT_TRAIN, type TrainSettings, type TrainSummary } from '../domain/train';
import type { TileScore, TrainEvent, TrainWarning } from '../domain/trainEvents';
import type { ExportActions } from './exportSlice';
import { endedBy, IDLE, type Job } from './job';
import { runOfModel } from './modelRuns';
import type { Notice } from './notices';
import { notify, report, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import { type AppliedChoice, DEFAULT_CHOICE, NOTHING_APPLIED } from './trainChoice';
import { type ChoosingActions, type ChoosingNeighbours, createChoosingActions } from './trainChoosing';
import { EMPTY_CURVE, resumedCurve, type TrainCurve, upTo, withStep, withValidation } from './trainCurve';
import { advance, NEW_RUN_PROGRESS, rateFactor, type TrainRun } from './trainProgress';
import { type RunStart, trainRequest } from './trainRequest';
import { createRunActions, type RunActions } from './trainRuns';
import { createSeriesActions, INITIAL_SERIES, type SeriesActions, type SeriesState } from './trainSeries';

/** What the row under the centre shows. */
export type TrainStrip = 'images' | 'tiles' | 'runs';

export interface TrainState extends SeriesState {
  readonly choice: TrainChoice;
  /** What the preset comes to; null until that is known. */
  readonly chosen: ChosenRun | null;
  /** Whether the answer is on its way: a device may have to be measured first. */
  readonly choosing: boolean;
  /** Why it is not known. */
  readonly chooseError: ErrorData | null;
  readonly applied: AppliedChoice;
  /** What Start would train with: the preset's settings under the user's own. */
  readonly settings: TrainSettings;
  /** Of the run that Start would begin; null while it is not known, and in slow mode. */
  readonly forecast: RunForecast | null;
  readonly job: Job<TrainRun, { readonly summary: TrainSummary }>;
  /** Of the run under way or the last one; stays after it ended, failed or was stopped. As are the next four. */
  readonly curve: TrainCurve;
  readonly warnings: readonly TrainWarning[];
  /** Of the newest validation, the worst first. */
  readonly tiles: readonly TileScore[];
  readonly glimpses: GlimpseReel;
  /** Its id, once the engine has said it. */
  readonly lastRunId: string | null;
  /** The step that is looked back at; null for the newest. */
  readonly moment: number | null;
  /** Another step to hold it against; null for none. */
  readonly pinned: number | null;
  /** Of `tiles`, the one that is framed in its image. */
  readonly markedTile: TileScore | null;
  readonly strip: TrainStrip;
  /** Of the open project, newest first, with the one that stands to be deleted. */
  readonly runs: readonly RunRecord[];
  readonly runsError: ErrorData | null;
  /** A kept run to be looked at; null for the last one of this session. */
  readonly shownRunId: string | null;
  /** Its glimpses; empty until they are there. */
  readonly keptGlimpses: GlimpseReel;
  readonly compared: readonly string[];
  /** Whether the comparison stands in the middle. */
  readonly comparing: boolean;
  /** Off the list, but not gone yet. */
  readonly deleted: RunRecord | null;
}

export const INITIAL_TRAIN: TrainState = {
  ...INITIAL_SERIES,
  choice: DEFAULT_CHOICE,
  chosen: null,
  choosing: false,
  chooseError: null,
  applied: NOTHING_APPLIED,
  settings: { ...DEFAULT_TRAIN, ...DEFAULT_CHOICE.overrides },
  forecast: null,
  job: IDLE,
  curve: EMPTY_CURVE,
  warnings: [],
  tiles: [],
  glimpses: [],
  lastRunId: null,
  moment: null,
  pinned: null,
  markedTile: null,
  strip: 'images',
  runs: [],
  runsError: null,
  shownRunId: null,
  keptGlimpses: [],
  compared: [],
  comparing: false,
  deleted: null,
};

/** Promises resolve when a run has ended, however it did; none rejects. */
export interface TrainActions extends ChoosingActions, RunActions, SeriesActions {
  start(): Promise<void>;
  /** With the settings of now from the weights of a run, or of the current model for null. */
  fineTune(runId: string): Promise<void>;
  /** Goes on with a run of which everything is kept: after an interruption, or `moreSteps` beyond its end. */
  goOn(runId: string, moreSteps: number): Promise<void>;
  /** So many steps more from the current model's weights, with the labels of now; whether it came to an end. */
  trainOn(steps: number): Promise<boolean>;
  /** The same run once more with one setting changed and the same seed, then both side by side. */
  tryVariant(runId: string, change: Partial<TrainSettings>, name: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the run after the current step and keeps its weights. */
  stop(): Promise<void>;
  /** Multiplies the learning rate of now, from the next step on. */
  scaleRate(by: number): Promise<void>;
  lookBack(moment: number | null): void;
  pin(step: number | null): void;
  markTile(tile: TileScore | null): void;
  showStrip(strip: TrainStrip): void;
  onEvent(event: TrainEvent): void;
}

export function createTrainActions(
  context: SliceContext,
  models: Pick<ExportActions, 'adoptTrained' | 'adoptKept' | 'adoptUsed'>,
  neighbours: ChoosingNeighbours,
): TrainActions {
  const train = () => context.get().train;
  const choosing = createChoosingActions(context, neighbours);
  const runs = createRunActions(context, models);
  const ask = async (call: () => Promise<void>) => {
    try {
      await call();
    } catch (thrown) {
      report(context, thrown);
    }
  };
  const begin = async (start: RunStart) => {
    if (train().job.status === 'running' || train().seriesJob.status === 'running') return false;
    retract(context, train().job);
    context.patch('train', { ...freshRun(start), job: newRun(context, start) });
    let ended = false;
    try {
      await neighbours.drawn();
      // What the preset comes to may still be on its way.
      if (start.kind === 'new') await choosing.rechoose();
      const summary = await context.engine.train(trainRequest(context.get(), start));
      // First the model, then the word that it is there: whoever sees `done` can predict.
      await models.adoptTrained(train().lastRunId);
      context.patch('train', { job: { status: 'done', summary } });
      ended = true;
    } catch (thrown) {
      context.patch('train', { job: endedBy(reportIn(context, 'train', thrown)) });
      // The engine keeps the best weights of a run that failed: they can be used and saved.
      await ask(() => models.adoptKept(train().lastRunId));
    }
    await runs.loadRuns();
    // The newest of the list where the engine has named none.
    if (train().lastRunId === null) context.patch('train', { lastRunId: train().runs[0]?.id ?? null });
    return ended;
  };
  const find = (runId: string) => train().runs.find(({ id }) => id === runId);
  const tryVariant = async (runId: string, change: Partial<TrainSettings>, name: string) => {
    const run = find(runId);
    if (run === undefined) return;
    const ended = await begin({ kind: 'variant', run, change, name });
    const newest = train().runs.find(({ id }) => id === train().lastRunId) ?? train().runs[0];
    if (ended && newest && newest.id !== runId) runs.compare([runId, newest.id]);
  };
  const stop = () => {
    const { job } = train();
    if (job.status === 'running') context.patch('train', { job: { ...job, phase: 'stopping' } });
    return ask(() => context.engine.stopTraining());
  };
  return {
    ...choosing,
    ...runs,
    ...createSeriesActions(context, async () => {
      await neighbours.drawn();
      await choosing.rechoose();
    }),
    stop,
    tryVariant,
    start: async () => void (await begin({ kind: 'new', fineTune: null })),
    trainOn: async (steps) => {
      const { model, runId } = context.get().export;
      if (model === null) return false;
      return begin({ kind: 'trainOn', model, run: runOfModel(train().runs, model, runId), steps });
    },
    fineTune: async (runId) => void (await begin({ kind: 'new', fineTune: runId })),
    goOn: async (runId, moreSteps) => {
      const run = find(runId);
      if (run !== undefined) await begin({ kind: 'goOn', run, moreSteps });
    },
    pause: () => ask(() => context.engine.pauseTraining()),
    resume: () => ask(() => context.engine.resumeTraining()),
    scaleRate: async (by) => {
      const { job } = train();
      if (job.status === 'running') await ask(() => context.engine.setLearningRate(by * rateFactor(job)));
    },
    onRun: (run) => {
      runs.onRun(run);
      if (train().job.status === 'running' && run.status === 'running') {
        context.patch('train', { lastRunId: run.id });
      }
    },
    lookBack: (moment) => context.patch('train', { moment }),
    pin: (pinned) => context.patch('train', { pinned }),
    markTile: (markedTile) => context.patch('train', { markedTile }),
    showStrip: (strip) => context.patch('train', { strip }),
    onEvent: (event) => onEvent(context, event),
  };
}

/** Without what is known of the run before; one that is gone on with keeps its curve so far. */
function freshRun(start: RunStart): Partial<TrainState> {
  const { curve, warnings, lastRunId, ...seen } = INITIAL_TRAIN;
  const { tiles, glimpses, moment, pinned, markedTile, shownRunId, comparing } = seen;
  const nothing = { tiles, glimpses, moment, pinned, markedTile, shownRunId, comparing };
  if (start.kind !== 'goOn') return { ...nothing, curve, warnings, lastRunId };
  const { run } = start;
  const last = run.checkpointStep ?? run.summary?.stepsDone ?? 0;
  return { ...nothing, curve: resumedCurve(run.curve, last), warnings: run.warnings, lastRunId: run.id };
}

function newRun(context: SliceContext, start: RunStart): TrainState['job'] {
  const steps = stepsOf(context, start);
  const rateChanges = start.kind === 'goOn' ? start.run.rateChanges : [];
  const run = { ...NEW_RUN_PROGRESS, steps, rateChanges };
  return { status: 'running', startedMs: context.host.now(), ...run };
}

function stepsOf(context: SliceContext, start: RunStart): number {
  switch (start.kind) {
    case 'new':
      return context.get().train.settings.steps;
    case 'trainOn':
      return start.steps;
    case 'goOn':
      return start.run.plan.steps + start.moreSteps;
    case 'variant':
      return start.run.plan.steps;
  }
}

function onEvent(context: SliceContext, event: TrainEvent): void {
  const { job, curve, warnings, glimpses } = context.get().train;
  if (job.status !== 'running') return;
  if (event.type === 'recovered') notify(context, recovered(event.step));
  const next: Partial<TrainState> = { job: { ...job, ...advance(job, event) } };
  context.patch('train', { ...next, ...seenIn(event, { curve, warnings, glimpses }) });
}

function seenIn(
  event: TrainEvent,
  { curve, warnings, glimpses }: Pick<TrainState, 'curve' | 'warnings' | 'glimpses'>,
): Partial<TrainState> {
  switch (event.type) {
    case 'step':
      return { curve: withStep(curve, event) };
    case 'validation':
      return { curve: withValidation(curve, event), tiles: event.tiles, markedTile: null };
    case 'recovered':
      return { curve: upTo(curve, event.step) };
    case 'warning':
      return { warnings: [...warnings, event.warning] };
    case 'glimpse':
      return { glimpses: withGlimpse(glimpses, event.glimpse) };
    default:
      return {};
  }
}

function recovered(step: number): Omit<Notice, 'id'> {
  return {
    tone: 'warning',
    message: `The graphics device was lost and opened again; training goes on after step ${step}.`,
    subject: null,
    hint: 'Nothing is lost. Where it happens again, choose a smaller tile.',
  };
}
