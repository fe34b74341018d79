/** Stage "data": the dataset as the worker reports it, what is selected, and the pixels fetched so far. */
import { type Dataset, EMPTY_DATASET } from '../domain/data';
import { type ClassInfo, defaultClasses, type MaskReading } from '../domain/labels';
import type { ImageView } from '../engine/protocol';
import { createImportActions, type ImportActions } from './dataImport';
import { createPixelActions, type PixelActions } from './dataPixels';
import { IDLE, type Job } from './job';
import { report, type SliceContext } from './sliceContext';

export interface DataState {
  readonly dataset: Dataset;
  readonly selectedId: string | null;
  /** One entry a class of the reading; names and colours are the user's to change. */
  readonly classes: readonly ClassInfo[];
  /** Classes that overlays leave clear: at first the background, so that the image shows. */
  readonly hidden: ReadonlySet<number>;
  /** Full-size pixels of the images looked at last. */
  readonly views: ReadonlyMap<string, ImageView>;
  /** Small pixels for the film strip, longer side THUMBNAIL_PX. */
  readonly thumbnails: ReadonlyMap<string, ImageView>;
  /** Of the mask over the image, 0..1. */
  readonly opacity: number;
  /** `path` is the file being read. */
  readonly importJob: Job<{ readonly done: number; readonly total: number; readonly path: string }>;
}

export const INITIAL_DATA: DataState = {
  dataset: EMPTY_DATASET,
  selectedId: null,
  classes: [],
  hidden: new Set([0]),
  views: new Map(),
  thumbnails: new Map(),
  opacity: 0.5,
  importJob: IDLE,
};

export interface DataActions extends ImportActions, PixelActions {
  /** Null goes back to the rules. */
  setReading(reading: MaskReading | null): Promise<void>;
  removeImage(imageId: string): Promise<void>;
  clear(): Promise<void>;
  select(imageId: string): void;
  /** Moves the selection along the strip; stops at its ends, to which infinite offsets lead. */
  selectBy(offset: number): void;
  setClass(index: number, change: Partial<ClassInfo>): void;
  /** Shows a hidden class in the overlays, or hides a shown one. */
  toggleClass(index: number): void;
  setOpacity(opacity: number): void;
}

const NO_PATHS: ReadonlySet<string> = new Set();

/** `onDataset` gets the paths of the files that were read anew. */
export function createDataActions(
  context: SliceContext,
  onDataset: (paths: ReadonlySet<string>) => void,
): DataActions {
  const data = () => context.get().data;
  const adopt = (dataset: Dataset, pixels: 'changed' | 'kept', paths = NO_PATHS) => {
    context.patch('data', adoptDataset(data(), dataset, pixels));
    onDataset(paths);
  };
  const replaceBy = async (call: () => Promise<Dataset>, pixels: 'changed' | 'kept') => {
    try {
      adopt(await call(), pixels);
    } catch (thrown) {
      report(context, thrown);
    }
  };
  return {
    ...createImportActions(context, (dataset, paths) => adopt(dataset, 'changed', paths)),
    ...createPixelActions(context),
    setReading: (reading) => replaceBy(() => context.engine.setReading(reading), 'changed'),
    removeImage: (imageId) => replaceBy(() => context.engine.removeImage(imageId), 'kept'),
    clear: () => replaceBy(() => context.engine.clear(), 'changed'),
    select: (selectedId) => context.patch('data', { selectedId }),
    selectBy: (offset) => context.patch('data', { selectedId: neighbour(data(), offset) }),
    setClass: (index, change) => context.patch('data', { classes: withClass(data().classes, index, change) }),
    toggleClass: (index) => context.patch('data', { hidden: toggled(data().hidden, index) }),
    setOpacity: (opacity) => context.patch('data', { opacity }),
  };
}

/** The slice with another dataset in it; selection, class names and pixels stay where they still hold. */
function adoptDataset(state: DataState, dataset: Dataset, pixels: 'changed' | 'kept'): Partial<DataState> {
  const stays = dataset.images.some(({ id }) => state.dataset.images.some((image) => image.id === id));
  const sameReading = stays && JSON.stringify(dataset.reading) === JSON.stringify(state.dataset.reading);
  const classes = dataset.reading === null ? [] : defaultClasses(dataset.reading);
  return {
    dataset,
    selectedId: keptSelection(state, dataset),
    ...(sameReading ? {} : { classes, hidden: INITIAL_DATA.hidden }),
    ...(pixels === 'changed' ? { views: new Map(), thumbnails: new Map() } : {}),
  };
}

/** The selected image, or the one that took its place in the strip, or the first. */
function keptSelection(state: DataState, dataset: Dataset): string | null {
  const { images } = dataset;
  if (images.some((image) => image.id === state.selectedId)) return state.selectedId;
  const place = state.dataset.images.findIndex((image) => image.id === state.selectedId);
  return images[Math.min(Math.max(place, 0), images.length - 1)]?.id ?? null;
}

function neighbour(state: DataState, offset: number): string | null {
  const { images } = state.dataset;
  const place = images.findIndex((image) => image.id === state.selectedId);
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
