/** What follows from a series, in a plain sentence. Pure. Called by runSeries. */
import type { SeriesKind, SeriesPoint } from '../../domain/series';

export interface SeriesCount {
  readonly done: number;
  readonly planned: number;
}

/** Rises of Dice that are worth labelling for, and that are none. */
const HELPS = 0.02;
const HARDLY = 0.005;

export function seriesSentence(kind: SeriesKind, points: readonly SeriesPoint[], count: SeriesCount): string {
  const said = kind === 'learningCurve' ? curveSentence(points) : foldSentence(points);
  const unfinished = count.done < count.planned ? ` ${count.done} of ${count.planned} runs are done.` : '';
  return `${said}${unfinished}`;
}

function curveSentence(points: readonly SeriesPoint[]): string {
  const last = points.at(-1);
  const before = points.filter(({ images }) => last && images <= last.images / 2).at(-1);
  if (!last || !before) return 'There are not yet two numbers of images to compare.';
  const rise = last.meanDice.mean - before.meanDice.mean;
  const change = `${rise < 0 ? 'fell' : 'rose'} by ${Math.abs(rise).toFixed(rise < HARDLY ? 3 : 2)}`;
  const basis = last.meanDice.count === 1 ? ' That rests on one held-out image.' : '';
  return `From ${images(before.images)} to ${last.images} Dice ${change}: ${advice(rise)}.${basis}`;
}

function advice(rise: number): string {
  if (rise >= HELPS) return 'more labels will likely help';
  if (rise >= HARDLY) return 'more labels may help a little';
  if (rise > -HELPS) return 'more labels like these will hardly help';
  return 'chance weighs more than labels here; train longer, or hold out more images';
}

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}

function foldSentence([point]: readonly SeriesPoint[]): string {
  if (!point) return 'No fold has a score yet.';
  const { mean, sd, count } = point.meanDice;
  if (count === 1) return `Dice ${mean.toFixed(2)} on one fold: too little to say how sure that is.`;
  return `Dice ${mean.toFixed(2)} over ${count} folds, give or take ${sd.toFixed(2)} from one to another, each image held out at most once.`;
}
