/** Stage "train", before Start: the user's choice, and keeping up to date what it comes to for these images. */
import { toErrorData } from '../common/errors';
import { DEFAULT_AUGMENT } from '../domain/augment';
import type { Dataset } from '../domain/data';
import type { ChosenRun, TrainChoice, TrainPreset } from '../domain/presets';
import { AS_IS, type TrainingScale } from '../domain/scale';
import type { TrainSettings } from '../domain/train';
import { chooseRequest } from './chooseRequest';
import { forecastRequest } from './forecastRequest';
import { latestOnly } from './latestOnly';
import { report, type SliceContext } from './sliceContext';
import {
  isSame,
  ownScale,
  ownsAugment,
  settingsOf,
  withOverrides,
  withoutOverride,
  withoutOverrides,
} from './trainChoice';

export interface ChoosingActions {
  setPreset(preset: TrainPreset): void;
  /** Settings that the user takes into their own hands. */
  setSettings(change: Partial<TrainSettings>): void;
  /** Gives a setting back to the preset. */
  resetSetting(name: keyof TrainSettings): void;
  /** Gives all of them back but the time granted and the seed. */
  resetSettings(): void;
  /** Replaces the whole choice. */
  setChoice(choice: TrainChoice): void;
  /** Makes the preset concrete for the images and the device of now. Never rejects. */
  rechoose(): Promise<void>;
  /** Asks what a run with the settings and images of now would cost. Never rejects. */
  foresee(): Promise<void>;
}

export interface ChoosingNeighbours {
  /** Brings the images to a preset's training scale; not a change of the user's. */
  adoptScale(scale: TrainingScale): Promise<void>;
  /** What patches depend on has changed. */
  onSettings(): void;
  /** Once all that was drawn is saved, so that a run learns from it. Never rejects. */
  drawn(): Promise<void>;
}

export function createChoosingActions(
  context: SliceContext,
  neighbours: ChoosingNeighbours,
): ChoosingActions {
  const train = () => context.get().train;
  const rechoose = latestOnly(() => choose(context, neighbours));
  const setChoice = (choice: TrainChoice) => {
    context.patch('train', { choice, settings: settingsOf(choice, train().chosen, datasetOf(context)) });
    neighbours.onSettings();
    void rechoose();
  };
  return {
    setChoice,
    rechoose,
    setPreset: (preset) => setChoice({ ...train().choice, preset }),
    setSettings: (change) => setChoice(withOverrides(train().choice, change)),
    resetSetting: (name) => setChoice(withoutOverride(train().choice, name)),
    resetSettings: () => setChoice(withoutOverrides(train().choice)),
    foresee: () => foresee(context),
  };
}

/** Where the preset cannot be made concrete, plain defaults stand for it, and the page says why. */
async function choose(context: SliceContext, neighbours: ChoosingNeighbours): Promise<void> {
  const request = chooseRequest(context.get());
  const { status } = context.get().device.job;
  const keep = (chosen: ChosenRun | null) => {
    const { choice, settings: before } = context.get().train;
    const settings = settingsOf(choice, chosen, datasetOf(context));
    context.patch('train', { chosen });
    if (isSame(settings, before)) return;
    context.patch('train', { settings });
    neighbours.onSettings();
  };
  if (request === null) {
    context.patch('train', { chooseError: null });
    return keep(null);
  }
  if (status !== 'done') return keep(context.get().train.chosen);
  // What is known already holds for the images of now until the answer is here.
  keep(context.get().train.chosen);
  context.patch('train', { choosing: true });
  try {
    const chosen = await context.engine.choose(request);
    // Asked anew since, perhaps for another project: that answer is on its way.
    if (!isSame(request, chooseRequest(context.get()))) return;
    context.patch('train', { chooseError: null });
    keep(chosen);
    if (!isTraining(context)) await apply(context, neighbours, chosen);
  } catch (thrown) {
    context.patch('train', { chooseError: toErrorData(thrown) });
    keep(null);
  } finally {
    context.patch('train', { choosing: false });
  }
}

/** What a preset decides in other stages, where the user has decided nothing there. */
async function apply(
  context: SliceContext,
  neighbours: ChoosingNeighbours,
  { scale, augment }: ChosenRun,
): Promise<void> {
  const { train, data, augment: now } = context.get();
  const mayScale = ownScale(data.dataset, train.applied) === null && !isSame(scale, data.dataset.scale);
  const mayAugment = !ownsAugment(now.settings, train.applied);
  const wanted = augment ?? DEFAULT_AUGMENT;
  if (mayAugment && !isSame(wanted, now.settings)) {
    context.patch('train', { applied: { ...train.applied, augment } });
    context.patch('augment', { settings: wanted });
    neighbours.onSettings();
  }
  if (!mayScale) return;
  try {
    await neighbours.adoptScale(scale);
    if (!isSame(context.get().data.dataset.scale, scale)) return;
    const applied = { ...context.get().train.applied, scale: isSame(scale, AS_IS) ? null : scale };
    context.patch('train', { applied });
  } catch (thrown) {
    report(context, thrown);
  }
}

/** A forecast of settings that have been changed meanwhile is not kept; Start tells what is wrong with bad ones. */
async function foresee(context: SliceContext): Promise<void> {
  const request = forecastRequest(context.get());
  const { settings } = context.get().train;
  const keep = (forecast: Awaited<ReturnType<typeof context.engine.forecast>>) => {
    if (context.get().train.settings === settings) context.patch('train', { forecast });
  };
  if (request === null || context.get().device.job.status !== 'done') return keep(null);
  try {
    keep(await context.engine.forecast(request));
  } catch {
    keep(null);
  }
}

/** From the first word of the worker on, the images of a run, or of a series of them, and its plan are settled. */
function isTraining(context: SliceContext): boolean {
  const { job, seriesJob } = context.get().train;
  if (seriesJob.status === 'running') return seriesJob.progress !== null;
  return job.status === 'running' && job.phase !== 'planning';
}

function datasetOf(context: SliceContext): Dataset {
  return context.get().data.dataset;
}
