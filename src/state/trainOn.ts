/** Going on from the current model's weights with corrected labels: with which settings, and who is held out. Pure. */
import { type Dataset, labelledImages } from '../domain/data';
import type { RunRecord } from '../domain/run';
import { settingsOfPlan } from '../domain/settingsOfPlan';
import { type SplitIds, splitIds } from '../domain/splitIds';
import type { ModelInfo, TrainSettings } from '../domain/train';

/** The network has to be the model's; everything else is as in its run, or as set now. */
export function settingsToGoOn(
  run: RunRecord | null,
  now: TrainSettings,
  { spec, inputSize }: ModelInfo,
  steps: number,
): TrainSettings {
  const base = run === null ? { ...now, tile: inputSize } : settingsOfPlan(run.plan);
  return {
    ...base,
    depth: spec.depth,
    width: spec.width,
    padding: spec.padding,
    norm: spec.norm,
    activation: spec.activation.kind === 'leaky' ? 'leaky' : 'relu',
    skips: spec.skips ? 'on' : 'off',
    steps,
    minutes: 0,
  };
}

/**
 * What the model never saw stays held out, but for corrected images, which are there to be learned; what it was trained on
 * cannot be held out any more. Of a block that was held out of an image (`spatial`) nothing is: blocks move with labels.
 */
export function splitToGoOn(run: RunRecord | null, now: TrainSettings, dataset: Dataset): SplitIds {
  const labelled = labelledImages(dataset);
  const ids = labelled.map(({ id }) => id);
  const before = run?.plan.split ?? { ...splitIds(now, ids), spatial: null };
  const isSpatial = before.spatial !== null || (run === null && now.split === 'spatial');
  const held = new Set(isSpatial ? [] : before.validation);
  for (const { id, drawn } of labelled) if (drawn !== undefined) held.delete(id);
  return { train: ids.filter((id) => !held.has(id)), validation: ids.filter((id) => held.has(id)) };
}
