/** Makes the runs of a series one after the other, and says what follows. Knows no device: SeriesDeps make a run. */
import type { SeriesKind, SeriesOutcome, SeriesProgress, SeriesResult, SeriesRun } from '../../domain/series';
import { seriesPoints } from './seriesPoints';
import { seriesSentence } from './seriesSentence';

export interface SeriesDeps {
  /**
   * Makes one run and assesses it; null where it was stopped on the way: then it says nothing. `steps` are those of the
   * runs before, which differ in images alone; null for the first, which settles them.
   */
  readonly train: (
    run: SeriesRun,
    steps: number | null,
    onStep: (step: number, steps: number) => void,
  ) => Promise<Omit<SeriesOutcome, 'run'> | null>;
  readonly onProgress: (progress: SeriesProgress) => void;
  readonly signal: AbortSignal;
}

/** Of `done` those are taken over whose images are planned. Where the signal fires, what is done so far is the result. */
export async function runSeries(
  kind: SeriesKind,
  runs: readonly SeriesRun[],
  done: readonly SeriesOutcome[],
  { train, onProgress, signal }: SeriesDeps,
): Promise<SeriesResult> {
  const outcomes = runs.flatMap((run) => {
    const known = done.find((outcome) => sameImages(outcome.run, run));
    return known ? [{ ...known, run }] : [];
  });
  const tell = (current: SeriesProgress['current']) =>
    onProgress({ kind, runs, done: [...outcomes], current });
  for (const run of runs) {
    if (signal.aborted) break;
    if (outcomes.some((outcome) => outcome.run === run)) continue;
    const made = await train(run, outcomes[0]?.steps ?? null, (step, steps) => tell({ run, step, steps }));
    if (made === null) break;
    outcomes.push({ run, ...made });
    tell(null);
  }
  outcomes.sort((a, b) => a.run.index - b.run.index);
  const points = seriesPoints(kind, outcomes);
  const sentence = seriesSentence(kind, points, { done: outcomes.length, planned: runs.length });
  return { kind, runs, done: outcomes, points, sentence };
}

function sameImages(one: SeriesRun, other: SeriesRun): boolean {
  return JSON.stringify(one.split) === JSON.stringify(other.split);
}
