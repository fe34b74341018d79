/** A series of runs in words: what it costs before, how far it is during. Pure. */
import type { SeriesProgress } from '../../domain/series';
import type { TrainSettings } from '../../domain/train';
import { formatCount } from '../../ui/format';

/** Minutes that so many runs take in all, at least 1; null where nobody knows. */
export function seriesMinutes(
  runs: number,
  settings: TrainSettings,
  secondsPerStep: number | null,
): number | null {
  const each =
    settings.minutes > 0
      ? settings.minutes
      : secondsPerStep === null
        ? null
        : (settings.steps * secondsPerStep) / 60;
  return each === null ? null : Math.max(1, Math.ceil(runs * each));
}

export function progressText(progress: SeriesProgress | null): string {
  if (progress === null) return 'Preparing the runs…';
  const { runs, done, current } = progress;
  if (current === null) return `${formatCount(done.length)} of ${formatCount(runs.length)} runs done`;
  const place = `Run ${formatCount(current.run.index + 1)} of ${formatCount(runs.length)}`;
  return `${place}: step ${formatCount(current.step)} of ${formatCount(current.steps)}`;
}

/** 0..1. */
export function seriesShare(progress: SeriesProgress | null): number {
  if (progress === null || progress.runs.length === 0) return 0;
  const { runs, done, current } = progress;
  const part = current === null ? 0 : current.step / Math.max(1, current.steps);
  return Math.min(1, (done.length + part) / runs.length);
}
