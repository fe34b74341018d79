/** Stage "data": the dataset as the worker reports it, what is selected, and the pixels fetched so far. */
import { type Dataset, EMPTY_DATASET } from '../domain/data';
import type { IntensityWindow } from '../domain/intensity';
import { type ClassInfo, classCount, defaultClasses, drawnReading } from '../domain/labels';
import type { TrainingScale } from '../domain/scale';
import {
  type ChangeActions,
  createChangeActions,
  type HistoryActions,
  type PaintHistory,
} from './dataChanges';
import { createImportActions, type ImportActions } from './dataImport';
import {
  createPixelActions,
  NO_PIXELS,
  type PixelActions,
  type PixelCaches,
  withoutPixels,
} from './dataPixels';
import { type ClassLook, type DataChange, EMPTY_HISTORY } from './history';
import { IDLE, type Job } from './job';
import { report, type SliceContext } from './sliceContext';
import { staleImages } from './staleImages';
import { stripImages } from './stripOrder';
import type { StudioState } from './studioState';

export interface Carried {
  /** Its name, to be shown at the pointer. */
  readonly name: string;
  readonly over: string | null;
}

export interface DataState extends PixelCaches {
  readonly dataset: Dataset;
  readonly selectedId: string | null;
  /** One entry a class of the reading; names and colours are the user's to change. */
  readonly classes: readonly ClassInfo[];
  /** Classes that overlays leave clear: at first the background, so that the image shows. */
  readonly hidden: ReadonlySet<number>;
  /** Of the mask over the image, 0..1. */
  readonly opacity: number;
  /** Values shown from black to white, in the file's own units; null for those that suit each image. For the eye alone. */
  readonly brightness: IntensityWindow | null;
  /** Whether the viewer shows the mask as it is in its file, with what cleaning changes marked. */
  readonly before: boolean;
  /** The file under the pointer on its way to an image, and the image it is over. */
  readonly carried: Carried | null;
  /** `path` is the file being read; `leftMs` the time left at the pace so far, null while there is none. */
  readonly importJob: Job<{
    readonly done: number;
    readonly total: number;
    readonly path: string;
    readonly leftMs: number | null;
  }>;
}

export const INITIAL_DATA: DataState = {
  ...NO_PIXELS,
  dataset: EMPTY_DATASET,
  selectedId: null,
  classes: [],
  hidden: new Set([0]),
  opacity: 0.5,
  brightness: null,
  before: false,
  carried: null,
  importJob: IDLE,
};

export interface DataActions extends ImportActions, PixelActions, ChangeActions {
  /** Brings the images to a scale that is not the user's own choice: nothing to take back. Rejects as the engine does. */
  adoptScale(scale: TrainingScale): Promise<void>;
  /** Gives a set without masks the classes that drawing begins with: nothing to take back. Rejects as the engine does. */
  beginClasses(): Promise<void>;
  /** Takes up the dataset that saving what was drawn led to: nothing to take back, and what is shown is drawn already. */
  adoptDrawn(dataset: Dataset): void;
  clear(): Promise<void>;
  select(imageId: string): void;
  /** Moves the selection along the strip; stops at its ends, to which infinite offsets lead. */
  selectBy(offset: number): void;
  setClass(index: number, change: Partial<ClassInfo>): void;
  /** Shows a hidden class in the overlays, or hides a shown one. */
  toggleClass(index: number): void;
  setOpacity(opacity: number): void;
  showBefore(before: boolean): void;
  carry(carried: Carried | null): void;
}

const NO_PATHS: ReadonlySet<string> = new Set();

/**
 * `onDataset` gets the ids of the images whose pixels or labels may be new, and whether files were read; `paint` takes back
 * what was drawn.
 */
export function createDataActions(
  context: SliceContext,
  onDataset: (stale: ReadonlySet<string>, isReread: boolean) => void,
  paint: PaintHistory,
): DataActions & HistoryActions {
  const data = () => context.get().data;
  const adopt = (dataset: Dataset, pixels: PixelFate, paths = NO_PATHS) => {
    const before = data().dataset;
    if (wasReplaced(before, dataset)) context.patch('history', EMPTY_HISTORY);
    const stale = staleImages(before, dataset, paths);
    context.patch('data', adoptDataset(data(), dataset, pixels));
    if (before.reading !== dataset.reading) paint.reread(before.reading, dataset.reading);
    onDataset(stale, paths.size > 0);
  };
  const adoptChange = (dataset: Dataset, change: DataChange) => {
    adopt(dataset, PIXEL_FATES[change.kind]);
    if (change.kind === 'reading' && change.look) context.patch('data', lookFor(dataset, change.look));
    if (change.kind === 'redraw') {
      for (const { imageId } of change.redraws) context.patch('data', withoutPixels(data(), imageId));
    }
    if (change.kind === 'restore') context.patch('data', { selectedId: change.imageId });
  };
  /** Of what concerns no pixel, and is no step. */
  const adoptQuietly = async (call: () => Promise<Dataset>) => {
    const session = () => context.get().projects.session;
    const before = session();
    if (before.status === 'opening') return;
    const dataset = await call();
    // Another project is on its way: the answer is about the one before.
    if (session().status === before.status) adopt(dataset, 'kept');
  };
  const clear = async () => {
    try {
      adopt(await context.engine.clear(), 'changed');
      context.patch('history', EMPTY_HISTORY);
    } catch (thrown) {
      report(context, thrown);
    }
  };
  return {
    ...createImportActions(context, (dataset, paths) => adopt(dataset, 'changed', paths)),
    ...createPixelActions(context),
    ...createChangeActions(context, adoptChange, paint),
    clear,
    adoptDrawn: (dataset) => adopt(dataset, 'kept'),
    adoptScale: (scale) => adoptQuietly(() => context.engine.setScale(scale)),
    beginClasses: () => adoptQuietly(() => context.engine.setReading(drawnReading(2))),
    select: (selectedId) => context.patch('data', { selectedId }),
    selectBy: (offset) => context.patch('data', { selectedId: neighbour(context.get(), offset) }),
    setClass: (index, change) => context.patch('data', { classes: withClass(data().classes, index, change) }),
    toggleClass: (index) => context.patch('data', { hidden: toggled(data().hidden, index) }),
    setOpacity: (opacity) => context.patch('data', { opacity }),
    showBefore: (before) => context.patch('data', { before }),
    carry: (carried) => context.patch('data', { carried }),
  };
}

/** What a change means for the pixels that are here: all are old, the histograms are, or none. */
type PixelFate = 'changed' | 'kept' | 'histograms';

const PIXEL_FATES: Record<DataChange['kind'], PixelFate> = {
  reading: 'changed',
  pairs: 'changed',
  channels: 'changed',
  remove: 'kept',
  restore: 'kept',
  redraw: 'kept',
  normalisation: 'histograms',
  scale: 'kept',
};

function keptPixels(fate: PixelFate): Partial<PixelCaches> {
  if (fate === 'kept') return {};
  return fate === 'changed' ? NO_PIXELS : { histograms: NO_PIXELS.histograms };
}

/** Whether other images stand where there were some before: the sample gave way. */
export function wasReplaced(before: Dataset, after: Dataset): boolean {
  return before.images.length > 0 && after.images.length > 0 && !shareImages(before, after);
}

function shareImages(one: Dataset, other: Dataset): boolean {
  const ids = new Set(one.images.map(({ id }) => id));
  return other.images.some(({ id }) => ids.has(id));
}

/** The slice with another dataset in it; selection, class names and pixels stay where they still hold. */
function adoptDataset(state: DataState, dataset: Dataset, fate: PixelFate): Partial<DataState> {
  const stays = shareImages(state.dataset, dataset);
  const sameReading = stays && JSON.stringify(dataset.reading) === JSON.stringify(state.dataset.reading);
  const classes = dataset.reading === null ? [] : defaultClasses(dataset.reading);
  return {
    dataset,
    selectedId: keptSelection(state, dataset),
    ...(sameReading ? {} : { classes, hidden: INITIAL_DATA.hidden }),
    ...keptPixels(fate),
  };
}

/** Names and colours where there is one for each class of the reading, nothing otherwise. */
export function lookFor({ reading }: Dataset, { classes, hidden }: ClassLook): Partial<DataState> {
  return reading !== null && classes.length === classCount(reading) ? { classes, hidden } : {};
}

/** The selected image, or the one that took its place in the strip, or the first. */
function keptSelection(state: DataState, dataset: Dataset): string | null {
  const { images } = dataset;
  if (images.some((image) => image.id === state.selectedId)) return state.selectedId;
  const place = state.dataset.images.findIndex((image) => image.id === state.selectedId);
  return images[Math.min(Math.max(place, 0), images.length - 1)]?.id ?? null;
}

function neighbour(state: StudioState, offset: number): string | null {
  const images = stripImages(state);
  const place = images.findIndex((image) => image.id === state.data.selectedId);
  return images[Math.min(Math.max(place + offset, 0), images.length - 1)]?.id ?? null;
}

function withClass(classes: readonly ClassInfo[], index: number, change: Partial<ClassInfo>): ClassInfo[] {
  return classes.map((info, place) => (place === index ? { ...info, ...change } : info));
}

function toggled(hidden: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(index)) next.add(index);
  return next;
}
