/** The totals of every predicted image, one after the other. Called by the actions of objectsSlice. */
import type { ObjectSettings } from '../domain/objects';
import type { PredictionSummary } from '../domain/predict';
import { IDLE, type Job } from './job';
import { latestOnly } from './latestOnly';
import type { ImageTotals } from './objectsSlice';
import { settingsForClasses } from './settingsForClasses';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import type { StudioState } from './studioState';

/** Whether these are the totals of what is predicted now, by the settings of now. */
export function isCurrent(
  { summary, settings }: ImageTotals,
  now: ObjectSettings,
  summaries: ReadonlyMap<string, PredictionSummary>,
): boolean {
  return settings === now && summaries.get(summary.imageId) === summary;
}

export function createSurvey(context: SliceContext): { survey(): Promise<void>; cancelSurvey(): void } {
  const { get, patch } = context;
  const setJob = (survey: Job<{ done: number; of: number }>) => patch('objects', { survey });
  let isWanted = false;
  // The settings change faster than an image is measured: one call at a time, whatever is asked for meanwhile.
  const measure = latestOnly(async () => {
    if (!isWanted) return;
    const startedMs = context.host.now();
    retract(context, get().objects.survey);
    try {
      // Asked anew after each image, because settings and predictions change meanwhile.
      for (let todo = left(get()); todo[0] && isWanted; todo = left(get())) {
        const of = get().predict.summaries.size;
        setJob({ status: 'running', startedMs, done: of - todo.length, of });
        const entry = await totalsOf(context, todo[0]);
        patch('objects', { totals: new Map(get().objects.totals).set(entry.summary.imageId, entry) });
      }
      if (isWanted) setJob({ status: 'done' });
    } catch (thrown) {
      const error = reportIn(context, 'predict', thrown);
      if (isWanted) setJob({ status: 'failed', error });
    }
  });
  return {
    survey: () => {
      isWanted = true;
      return measure();
    },
    cancelSurvey: () => {
      isWanted = false;
      setJob(IDLE);
    },
  };
}

/** Predicted images whose totals are not known, in the order of the images. */
function left({ data, predict: { summaries }, objects }: StudioState): PredictionSummary[] {
  return data.dataset.images.flatMap(({ id, large }) => {
    // Objects are found in images that are held whole.
    const summary = large ? undefined : summaries.get(id);
    const known = objects.totals.get(id);
    return summary && !(known && isCurrent(known, objects.settings, summaries)) ? [summary] : [];
  });
}

async function totalsOf({ engine, get }: SliceContext, summary: PredictionSummary): Promise<ImageTotals> {
  const { settings } = get().objects;
  const { imageId, classes } = summary;
  const { totals, scores } = await engine.objectTotals(imageId, settingsForClasses(settings, classes));
  return { summary, settings, totals, scores };
}
