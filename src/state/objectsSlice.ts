/**
 * Stage "predict", from pixels to objects: how they are cut out, what came of it for the images looked at last, and what
 * is chosen of them. Objects belong to a prediction: those of another one, or of none, are nobody's (shownObjects).
 */
import type { ObjectScores } from '../domain/metrics';
import { type ClassTotal, DEFAULT_OBJECTS, type ImageObjects, type ObjectSettings } from '../domain/objects';
import type { PredictionSummary } from '../domain/predict';
import { IDLE, type Job } from './job';
import { latestOnly } from './latestOnly';
import { createSurvey } from './objectSurvey';
import { type FoundObjects, sameObject, withFound } from './objectsCache';
import { selectedImage } from './selectors';
import { settingsForClasses } from './settingsForClasses';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import type { StudioState } from './studioState';

/** What the drawer shows. */
export type ObjectsTab = 'table' | 'histogram' | 'scatter' | 'images';

/** Of one image, without its pixels and rows. */
export interface ImageTotals {
  /** The prediction and the settings that these are of. */
  readonly summary: PredictionSummary;
  readonly settings: ObjectSettings;
  readonly totals: readonly ClassTotal[];
  readonly scores: ObjectScores | null;
}

/** Both ends are within. */
interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export interface ObjectsState {
  /** Kept in the project. */
  readonly settings: ObjectSettings;
  /** By image id, the newest last; bounded in bytes. */
  readonly results: ReadonlyMap<string, FoundObjects>;
  /** The image whose objects are being cut out. */
  readonly job: Job<{ readonly imageId: string }>;
  readonly selected: {
    readonly imageId: string;
    readonly id: number;
    /** Where it was chosen: the other one is brought to show it. */
    readonly from: 'table' | 'image';
  } | null;
  readonly tab: ObjectsTab;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  /** By column. */
  readonly filters: Readonly<Record<string, ValueRange>>;
  /** The columns of the histogram and of the scatter plot. */
  readonly plotted: { readonly value: string; readonly x: string; readonly y: string };
  /** Wish: of an image whose pixel size is not known, lengths are in px. */
  readonly unit: 'px' | 'um';
  /** Whether overlays are drawn as lines around what they cover. */
  readonly outlines: boolean;
  /** By image id; of images that were looked at, and of all once a survey has ended. */
  readonly totals: ReadonlyMap<string, ImageTotals>;
  readonly survey: Job<{ readonly done: number; readonly of: number }>;
}

export const INITIAL_OBJECTS: ObjectsState = {
  settings: DEFAULT_OBJECTS,
  results: new Map(),
  job: IDLE,
  selected: null,
  tab: 'table',
  sort: null,
  filters: {},
  plotted: { value: 'area', x: 'area', y: 'circularity' },
  unit: 'um',
  outlines: false,
  totals: new Map(),
  survey: IDLE,
};

export interface ObjectsActions {
  set(change: Partial<ObjectSettings>): void;
  /** Back to the pieces of the labels. */
  reset(): void;
  /**
   * Cuts out and measures the selected image's objects unless that is done; those shown stay until then. Of requests made
   * meanwhile only the last one counts. Never rejects.
   */
  request(): Promise<void>;
  /** An object of the selected image; null for none. */
  select(id: number | null, from: 'table' | 'image'): void;
  show(tab: ObjectsTab): void;
  sortBy(sort: ObjectsState['sort']): void;
  /** Null lets every row pass. */
  filter(column: string, range: ValueRange | null): void;
  clearFilters(): void;
  plot(change: Partial<ObjectsState['plotted']>): void;
  setUnit(unit: 'px' | 'um'): void;
  toggleOutlines(): void;
  /** The totals of all predicted images, those that are known not anew. Never rejects. */
  survey(): Promise<void>;
  /** Keeps what is done. */
  cancelSurvey(): void;
}

/** What is shown of the selected image: perhaps by former settings, never of a former prediction. */
export function shownObjects({ data, predict, objects }: StudioState): FoundObjects | null {
  const found = data.selectedId === null ? undefined : objects.results.get(data.selectedId);
  return found && found.summary === predict.summaries.get(found.objects.imageId) ? found : null;
}

export function createObjectsActions(context: SliceContext): ObjectsActions {
  const objects = () => context.get().objects;
  const patch = (change: Partial<ObjectsState>) => context.patch('objects', change);
  const { survey, cancelSurvey } = createSurvey(context);
  const request = latestOnly(async () => {
    const { data, predict } = context.get();
    const summary = data.selectedId === null ? undefined : predict.summaries.get(data.selectedId);
    const { settings, results } = objects();
    // Objects are found in images that are held whole.
    if (!summary || selectedImage(context.get())?.large) return;
    const known = results.get(summary.imageId);
    if (known?.summary === summary && known.settings === settings) return;
    retract(context, objects().job);
    patch({ job: { status: 'running', startedMs: context.host.now(), imageId: summary.imageId } });
    try {
      const found = await cutOut(context, summary, settings, known);
      // Another model, or another image under this name: this says nothing of what is there now.
      const current = context.get().predict.summaries.get(summary.imageId) === summary;
      if (current)
        patch({ ...withFound(objects(), found), selected: followed(objects().selected, known, found) });
      patch({ job: { status: 'done' } });
    } catch (thrown) {
      patch({ job: { status: 'failed', error: reportIn(context, 'predict', thrown) } });
    }
  });
  return {
    request,
    set: (change) => patch({ settings: { ...objects().settings, ...change } }),
    reset: () => patch({ settings: DEFAULT_OBJECTS }),
    select: (id, from) => {
      const imageId = context.get().data.selectedId;
      patch({ selected: id === null || imageId === null ? null : { imageId, id, from } });
    },
    show: (tab) => patch({ tab }),
    sortBy: (sort) => patch({ sort }),
    filter: (column, range) => {
      const { [column]: _, ...others } = objects().filters;
      patch({ filters: range === null ? others : { ...others, [column]: range } });
    },
    clearFilters: () => patch({ filters: {} }),
    plot: (change) => patch({ plotted: { ...objects().plotted, ...change } }),
    setUnit: (unit) => patch({ unit }),
    toggleOutlines: () => patch({ outlines: !objects().outlines }),
    survey,
    cancelSurvey,
  };
}

/** What is chosen stays chosen where it is still there; numbers of objects change with the settings. */
function followed(
  selected: ObjectsState['selected'],
  before: FoundObjects | undefined,
  found: FoundObjects,
): ObjectsState['selected'] {
  if (selected?.imageId !== found.objects.imageId) return selected;
  const id =
    before?.summary === found.summary ? sameObject(before.objects, found.objects, selected.id) : null;
  return id === null ? null : { ...selected, id, from: 'image' };
}

/** The histogram is of the prediction alone: it is asked for once. */
async function cutOut(
  { engine }: SliceContext,
  summary: PredictionSummary,
  settings: ObjectSettings,
  known: FoundObjects | undefined,
): Promise<FoundObjects> {
  const { imageId, classes } = summary;
  const [objects, histogram]: [ImageObjects, FoundObjects['histogram']] = await Promise.all([
    engine.objects(imageId, settingsForClasses(settings, classes)),
    known?.summary === summary ? known.histogram : engine.probabilityHistogram(imageId),
  ]);
  return { summary, settings, objects, histogram };
}
