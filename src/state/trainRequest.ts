/** The requests of every kind of run: new, from another's weights, gone on with, or with one setting changed. */
import { studioError } from '../common/errors';
import { labelledImages } from '../domain/data';
import type { RunRecord } from '../domain/run';
import { settingsOfPlan } from '../domain/settingsOfPlan';
import type { ModelInfo, TrainPlan, TrainSettings } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import type { StudioState } from './studioState';
import { settingsToGoOn, splitToGoOn } from './trainOn';

/** What a run begins from. */
export type RunStart =
  /** `fineTune` null: new weights; else those of a run. */
  | { readonly kind: 'new'; readonly fineTune: string | null }
  /** The current model's weights, with the labels of now, for so many steps; `run` is the one that made it, where it is kept. */
  | {
      readonly kind: 'trainOn';
      readonly model: ModelInfo;
      readonly run: RunRecord | null;
      readonly steps: number;
    }
  /** Its own state, up to its planned steps or `moreSteps` beyond them. */
  | { readonly kind: 'goOn'; readonly run: RunRecord; readonly moreSteps: number }
  /** The same once more, from new weights, with one setting changed. */
  | {
      readonly kind: 'variant';
      readonly run: RunRecord;
      readonly change: Partial<TrainSettings>;
      readonly name: string;
    };

/** Throws `no-pairs` where no image has a mask. */
export function trainRequest({ data, augment, train }: StudioState, start: RunStart): TrainRequest {
  if (labelledImages(data.dataset).length === 0) throw nothingLabelled();
  const { classes } = data;
  if (start.kind === 'new') {
    const { fineTune } = start;
    return {
      settings: train.settings,
      preset: train.choice.preset,
      name: null,
      start: fineTune === null ? { kind: 'fresh' } : { kind: 'fineTune', runId: fineTune },
      augment: augment.settings,
      weights: augment.weights,
      classes,
    };
  }
  if (start.kind === 'trainOn') {
    const { run, model, steps } = start;
    return {
      settings: settingsToGoOn(run, train.settings, model, steps),
      preset: run?.preset ?? train.choice.preset,
      name: null,
      start: { kind: 'fineTune', runId: null },
      augment: run?.plan.augment ?? augment.settings,
      weights: run?.plan.weights ?? augment.weights,
      classes,
      split: splitToGoOn(run, train.settings, data.dataset),
    };
  }
  const { plan, preset, id, name } = start.run;
  const same = { preset, augment: plan.augment, weights: plan.weights, classes };
  if (start.kind === 'goOn') {
    const resume = { kind: 'resume', runId: id, moreSteps: start.moreSteps } as const;
    return { ...same, settings: settingsOfPlan(plan), name, start: resume };
  }
  const settings = { ...variantBase(start.run), ...start.change };
  return { ...same, settings, name: start.name, start: { kind: 'fresh' }, ...sameImages(plan) };
}

/** What a variant is compared with: as many steps as that run made. */
export function variantBase({ plan, summary }: RunRecord): TrainSettings {
  const settings = settingsOfPlan(plan);
  return summary === null ? settings : { ...settings, steps: Math.max(1, summary.stepsDone) };
}

/** The settings do not tell which fold it was, and another seed would draw others. */
function sameImages({ split: { train, validation, spatial } }: TrainPlan): Pick<TrainRequest, 'split'> {
  return spatial === null ? { split: { train, validation } } : {};
}

function nothingLabelled() {
  return studioError(
    'no-pairs',
    'There is no image with a mask to train on.',
    'Add masks in the Data stage: a mask has the same name as its image.',
  );
}
