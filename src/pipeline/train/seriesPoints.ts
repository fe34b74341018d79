/** The outcomes of a series as places on a curve. Pure. Called by runSeries. */
import type { Assessment, Spread } from '../../domain/metrics';
import type { SeriesKind, SeriesOutcome, SeriesPoint } from '../../domain/series';
import { spreadOf } from '../../imaging/metrics/spread';
import { meanScore } from '../../imaging/scores';

type Metric = 'meanDice' | 'meanIou';

/**
 * Of a learning curve one a run, its spread that over held-out images; of a cross-validation one for all runs, its
 * spread that over folds. A single value has the deviation 0 and the count 1. Runs without any score have no place.
 */
export function seriesPoints(kind: SeriesKind, outcomes: readonly SeriesOutcome[]): SeriesPoint[] {
  const groups = kind === 'learningCurve' ? outcomes.map((outcome) => [outcome]) : [outcomes];
  const points = groups.flatMap((group) => {
    const [meanDice, meanIou] = [spreadIn(group, 'meanDice'), spreadIn(group, 'meanIou')];
    const images = Math.min(...group.map(({ run }) => run.split.train.length));
    return meanDice && meanIou ? [{ images, meanDice, meanIou }] : [];
  });
  return points.sort((a, b) => a.images - b.images);
}

function spreadIn(group: readonly SeriesOutcome[], metric: Metric): Spread | null {
  const [only, ...others] = group;
  if (!only) return null;
  if (others.length === 0) return only.assessment.spread[metric] ?? single(meanOf(only.assessment, metric));
  const means = group.map(({ assessment }) => meanOf(assessment, metric));
  return spreadOf(means) ?? single(meanScore(means));
}

/** Over images, each counting the same. */
function meanOf({ images }: Assessment, metric: Metric): number | null {
  return meanScore(images.map(({ scores }) => scores[metric]));
}

function single(mean: number | null): Spread | null {
  return mean === null ? null : { mean, sd: 0, count: 1 };
}
