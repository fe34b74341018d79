/**
 * Stage "train": from what the user says (a preset, time granted, settings of their own) to the settings of a run. The
 * preset itself is made concrete behind the boundary; until that answer is here, plain defaults stand for it. Pure.
 */
import type { AugmentSettings } from '../domain/augment';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { type Dataset, labelledImages } from '../domain/data';
import { isStack } from '../domain/imageFacts';
import type { ChosenRun, TrainChoice } from '../domain/presets';
import type { PageSettings } from '../domain/project';
import { AS_IS, type TrainingScale } from '../domain/scale';
import { suggestedSplit } from '../domain/suggestedSplit';
import { DEFAULT_TRAIN, type TrainSettings } from '../domain/train';

/** What the page starts with: enough time for a useful model, little enough to wait for. */
export const DEFAULT_CHOICE: TrainChoice = { preset: 'auto', overrides: { minutes: 10 } };

/** For the generated sample, which is learned quickly. */
export const SAMPLE_CHOICE: TrainChoice = { preset: 'auto', overrides: { minutes: 2 } };

/** What the presets last put into other stages; null for what those begin with. */
export type AppliedChoice = PageSettings['applied'];

export const NOTHING_APPLIED: AppliedChoice = { scale: null, augment: null };

/** The settings of a run with this choice. */
export function settingsOf(choice: TrainChoice, chosen: ChosenRun | null, dataset: Dataset): TrainSettings {
  const base = chosen?.settings ?? plainSettings(dataset);
  return { ...base, ...choice.overrides };
}

/** Steps said in so many words need no time granted, and time granted no steps. */
export function withOverrides(choice: TrainChoice, change: Partial<TrainSettings>): TrainChoice {
  const { steps, ...others } = choice.overrides;
  if (change.steps !== undefined)
    return { ...choice, overrides: { ...choice.overrides, minutes: 0, ...change } };
  if (change.minutes !== undefined) return { ...choice, overrides: { ...others, ...change } };
  return { ...choice, overrides: { ...choice.overrides, ...change } };
}

/** As the preset has it again. Without steps of the user's own, time is granted as it was at first. */
export function withoutOverride(choice: TrainChoice, name: keyof TrainSettings): TrainChoice {
  const { [name]: _, ...overrides } = choice.overrides;
  if (name !== 'steps') return { ...choice, overrides };
  return { ...choice, overrides: { ...overrides, ...DEFAULT_CHOICE.overrides } };
}

/** Everything as the preset has it, but for the time granted and the seed. */
export function withoutOverrides({ preset, overrides }: TrainChoice): TrainChoice {
  const { minutes, steps, seed } = overrides;
  const kept = Object.entries({ minutes, steps, seed }).filter(([, value]) => value !== undefined);
  return { preset, overrides: Object.fromEntries(kept) };
}

/** The settings that a reset would give back. */
export function changedSettings({ overrides }: TrainChoice): readonly string[] {
  return Object.keys(overrides).filter((name) => !['minutes', 'steps', 'seed'].includes(name));
}

/** The user's own training scale; null where the preset may choose. */
export function ownScale(dataset: Dataset, applied: AppliedChoice): TrainingScale | null {
  return isSame(dataset.scale, applied.scale ?? AS_IS) ? null : dataset.scale;
}

/** Whether the augmentation is the user's, not a preset's nor the one at first. */
export function ownsAugment(settings: AugmentSettings, applied: AppliedChoice): boolean {
  return !isSame(settings, applied.augment ?? DEFAULT_AUGMENT);
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The defaults, with images held out as suits their number. */
function plainSettings(dataset: Dataset): TrainSettings {
  const labelled = labelledImages(dataset);
  const { because: _, ...split } = suggestedSplit({
    labelled: labelled.length,
    stack: isStack(labelled),
  });
  return { ...DEFAULT_TRAIN, ...split };
}
