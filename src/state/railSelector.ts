/** What the rail shows beside each stage's name. */
import { labelledImages, misfitsOf } from '../domain/data';
import { openFindings } from './findingKey';
import { isKept } from './projectSession';
import type { Stage } from './stage';
import type { StudioState } from './studioState';

export type RailMark =
  | { readonly kind: 'none' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'done' }
  /** Share done, 0..1. */
  | { readonly kind: 'progress'; readonly share: number }
  /** `text` is one plain sentence. */
  | { readonly kind: 'warning'; readonly text: string };

const NONE: RailMark = { kind: 'none' };
const DONE: RailMark = { kind: 'done' };

export function railMark(state: StudioState, stage: Stage): RailMark {
  return MARKS[stage](state);
}

const MARKS: Record<Stage, (state: StudioState) => RailMark> = {
  data: dataMark,
  augment: augmentMark,
  train: trainMark,
  predict: predictMark,
  export: exportMark,
};

function dataMark(state: StudioState): RailMark {
  const { data } = state;
  const { importJob, dataset } = data;
  if (importJob.status === 'running') return progress(importJob.done, importJob.total);
  if (dataset.images.length === 0) return NONE;
  if (labelledImages(dataset).length === 0) return { kind: 'warning', text: 'No image has a mask yet.' };
  if (misfitsOf(dataset).length + dataset.unpaired.length > 0) {
    return { kind: 'warning', text: 'Some files are not used.' };
  }
  const found = openFindings(state).length;
  if (found > 0)
    return { kind: 'warning', text: found === 1 ? 'One thing to check.' : `${found} things to check.` };
  return { kind: 'count', count: dataset.images.length };
}

function augmentMark({ augment }: StudioState): RailMark {
  const finding = augment.judgement?.findings[0];
  return finding ? { kind: 'warning', text: finding.message } : NONE;
}

function trainMark({ train }: StudioState): RailMark {
  const { job } = train;
  if (job.status === 'running') return progress(job.step, job.steps);
  if (job.status === 'failed') return { kind: 'warning', text: job.error.message };
  return job.status === 'done' ? DONE : NONE;
}

function predictMark({ predict }: StudioState): RailMark {
  const { job, summaries } = predict;
  if (job.status === 'running') {
    const { tile, tiles, done, left } = job;
    return progress(done + (tiles === 0 ? 0 : tile / tiles), done + 1 + left);
  }
  if (job.status === 'failed') return { kind: 'warning', text: job.error.message };
  return summaries.size > 0 ? { kind: 'count', count: summaries.size } : NONE;
}

function exportMark(state: StudioState): RailMark {
  if (state.export.model === null) return NONE;
  if (state.export.saved || isKept(state)) return DONE;
  return { kind: 'warning', text: 'The weights are not saved yet.' };
}

function progress(done: number, total: number): RailMark {
  return { kind: 'progress', share: total > 0 ? Math.min(1, done / total) : 0 };
}
