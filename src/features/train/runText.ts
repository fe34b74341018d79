/** A run in words: for the status line, for screen readers, and after the end. Pure. */
import type { Split, TrainSummary } from '../../domain/train';
import type { TrainPhase, TrainRun } from '../../state/trainProgress';
import type { TrainState } from '../../state/trainSlice';
import { formatCount, formatScore, plural } from '../../ui/format';

const PHASE_TEXT: Readonly<Record<TrainPhase, string>> = {
  planning: 'Preparing the run…',
  compiling: 'Compiling kernels…',
  training: 'Training',
  paused: 'Paused',
  stopping: 'Stopping after this step…',
};

/** What the run is doing now. After the last step only the scores are still to come. */
export function phaseText({ phase, step, steps }: Pick<TrainRun, 'phase' | 'step' | 'steps'>): string {
  return isScoring({ phase, step, steps }) ? 'Scoring the held-out images…' : PHASE_TEXT[phase];
}

export function isScoring({ phase, step, steps }: Pick<TrainRun, 'phase' | 'step' | 'steps'>): boolean {
  return phase === 'training' && step > 0 && step >= steps;
}

export function stepText(step: number, steps: number): string {
  return `Step ${formatCount(step)} of ${formatCount(steps)}`;
}

/** One sentence for the state the job is in; empty before the first run. */
export function statusText(job: TrainState['job']): string {
  if (job.status === 'running') {
    const doing = phaseText(job);
    return job.step === 0 ? doing : `${doing.replace('…', '')}. ${stepText(job.step, job.steps)}`;
  }
  if (job.status === 'failed') return `Training failed. ${job.error.message}`;
  return job.status === 'done' ? `${endText(job.summary)} ${scoreText(job.summary)}`.trim() : '';
}

/** "Finished. Step 400 of 400.", "Stopped. Step 120 of 400; the weights are kept." */
export function endText({ stepsDone, plan, stopped, stoppedEarly, bestStep, scores }: TrainSummary): string {
  const steps = stepText(stepsDone, plan.steps);
  const kept =
    scores !== null && bestStep < stepsDone
      ? ` The weights of step ${formatCount(bestStep)}, which scored best, are kept.`
      : '';
  if (stopped) return kept ? `Stopped. ${steps}.${kept}` : `Stopped. ${steps}; the weights are kept.`;
  const why = stoppedEarly ? ` ${plural(plan.patience, 'check')} brought nothing better.` : '';
  return `Finished. ${steps}.${why}${kept}`;
}

/** "Mean IoU 0.81 on 1 held-out image.", "Mean IoU 0.81 on what was held out: a block of 1 image." */
export function scoreText({ plan: { split }, scores }: TrainSummary): string {
  if (scores === null) return 'No image was held out, so there is no score.';
  const where =
    split.kind === 'spatial'
      ? `what was held out: ${heldOutText(split)}`
      : plural(split.validation.length, 'held-out image');
  return `Mean IoU ${formatScore(scores.meanIou)} on ${where}.`;
}

/**
 * Which of a run's states are worth reading out: every change of phase, and about ten times on the way.
 * Two jobs with the same key read the same.
 */
export function announcementKey(job: TrainState['job']): string {
  if (job.status !== 'running') return job.status;
  const tenth = Math.floor((10 * job.step) / Math.max(1, job.steps));
  return `${job.phase} ${tenth}`;
}

/** "rate × 0.5". */
export function rateText(factor: number): string {
  return `rate × ${Number(factor.toPrecision(3))}`;
}

/** "3 images", "a block of 1 image", "a block of each of 2 images". */
export function heldOutText({ kind, validation }: Split): string {
  if (validation.length === 0) return 'none';
  const images = plural(validation.length, 'image');
  if (kind !== 'spatial') return images;
  return validation.length === 1 ? `a block of ${images}` : `a block of each of ${images}`;
}
