/** Stage "export": files made of predictions: which images and kinds, the export under way, what was made. */
import { throwIfAborted } from '../common/abort';
import type { Dataset } from '../domain/data';
import { RESULT_KINDS, type ResultKind, type ResultsRequest } from '../domain/exports';
import type { ExportState } from './exportSlice';
import { endedBy, IDLE, type Job } from './job';
import type { PredictState } from './predictSlice';
import { settingsForClasses } from './settingsForClasses';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import type { StudioState } from './studioState';

/** One card of the stage: a kind of files, or all that are chosen in one zip. */
export type ResultCard = ResultKind | 'everything';

export interface MadeNote {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly leftOut: readonly string[];
  /** What the files were made of (sources): where that is another by now, they are not those of today. */
  readonly of: readonly unknown[];
}

export interface ResultExportState {
  /** The card whose export is under way, or came last; null before the first. */
  readonly resultsCard: ResultCard | null;
  /** `done` of `total` pieces, a piece being one kind of one image; `imageId` is worked on. */
  readonly resultsJob: Job<{
    readonly done: number;
    readonly total: number;
    readonly imageId: string | null;
  }>;
  /** What was handed over last of each card; see madeNow. */
  readonly made: ReadonlyMap<ResultCard, MadeNote>;
  /** Which kinds go into the one zip. */
  readonly chosen: ReadonlySet<ResultKind>;
  readonly images: 'predicted' | 'selected';
  /** Whether overlays have the edges of objects. */
  readonly outlines: boolean;
}

export const INITIAL_RESULTS: ResultExportState = {
  resultsCard: null,
  resultsJob: IDLE,
  made: new Map(),
  chosen: new Set(RESULT_KINDS),
  images: 'predicted',
  outlines: true,
};

/** None rejects: failures become notices and the job's state. */
export interface ResultExportActions {
  /** Makes the files of a card and hands them over. Does nothing while an export is under way. */
  downloadResults(card: ResultCard): Promise<void>;
  /** Gives up the export under way, which hands nothing over any more. */
  cancelResults(): void;
  /** Puts a kind into the one zip, or takes it out. */
  toggleKind(kind: ResultKind): void;
  exportImages(images: ResultExportState['images']): void;
  setOutlines(outlines: boolean): void;
  onResultsProgress(done: number, total: number, imageId: string): void;
}

export function createResultExportActions(context: SliceContext): ResultExportActions {
  const { engine, host } = context;
  const patch = (change: Partial<ExportState>) => context.patch('export', change);
  const now = () => context.get().export;
  let cancel = new AbortController();
  /** Of the export begun last: the worker does one at a time, and needs a moment to give one up. */
  let ended: Promise<void> = Promise.resolve();
  const make = async (card: ResultCard, signal: AbortSignal) => {
    const of = sources(context.get(), card);
    const request = resultsRequest(context.get(), card);
    const { name, blob, files, leftOut } = await engine.exportResults(request, signal);
    // It may have been done when it was cancelled.
    throwIfAborted(signal);
    host.save([{ name, blob }]);
    const note = { name, files, bytes: blob.size, leftOut, of };
    patch({ made: new Map(now().made).set(card, note), resultsJob: { status: 'done' } });
  };
  const makeAfter = async (former: Promise<void>, card: ResultCard, signal: AbortSignal) => {
    await former;
    try {
      throwIfAborted(signal);
      await make(card, signal);
    } catch (thrown) {
      // Given up, it says nothing of the export or the project of now.
      if (!signal.aborted) patch({ resultsJob: endedBy(reportIn(context, 'export', thrown)) });
    }
  };
  return {
    downloadResults: async (card) => {
      if (now().resultsJob.status === 'running') return;
      retract(context, now().resultsJob);
      cancel = new AbortController();
      const startedMs = host.now();
      const resultsJob = { status: 'running', startedMs, done: 0, total: 0, imageId: null } as const;
      patch({ resultsCard: card, resultsJob });
      ended = makeAfter(ended, card, cancel.signal);
      await ended;
    },
    cancelResults: () => {
      cancel.abort();
      if (now().resultsJob.status === 'running') patch({ resultsJob: IDLE });
    },
    toggleKind: (kind) => {
      const chosen = new Set(now().chosen);
      if (!chosen.delete(kind)) chosen.add(kind);
      patch({ chosen });
    },
    exportImages: (images) => patch({ images }),
    setOutlines: (outlines) => patch({ outlines }),
    onResultsProgress: (done, total, imageId) => {
      const { resultsJob } = now();
      if (resultsJob.status === 'running') patch({ resultsJob: { ...resultsJob, done, total, imageId } });
    },
  };
}

/** What was made of a card, as long as its files would be the same now; else null. */
export function madeNow(state: StudioState, card: ResultCard): MadeNote | null {
  const note = state.export.made.get(card);
  const isSame = sources(state, card).every((source, index) => Object.is(source, note?.of[index]));
  return note && isSame ? note : null;
}

/** Everything that a card's files depend on, to be compared by identity. */
function sources(state: StudioState, card: ResultCard): readonly unknown[] {
  const { data, predict, export: exported } = state;
  const { images, outlines, chosen, model } = exported;
  const only = images === 'selected' ? data.selectedId : null;
  const look = [predict.opacity, data.hidden, data.dataset.channelChoice, outlines];
  return [
    model,
    predict.summaries,
    only,
    images,
    state.objects.settings,
    ...look,
    card === 'everything' && chosen,
  ];
}

/**
 * Ids of the predicted images in the order of the set; of `only` alone where it is not null. Without those that are too
 * large to be held whole: their results are files of their own already, handed over in Predict.
 */
export function exportedIds(
  { images }: Dataset,
  summaries: PredictState['summaries'],
  only: string | null,
): string[] {
  const ids = images.filter(({ id, large }) => !large && summaries.has(id)).map(({ id }) => id);
  return only === null ? ids : ids.filter((id) => id === only);
}

/** The kinds of a card, in the order in which they are offered. */
export function kindsOf(card: ResultCard, { chosen }: Pick<ResultExportState, 'chosen'>): ResultKind[] {
  return RESULT_KINDS.filter((kind) => (card === 'everything' ? chosen.has(kind) : kind === card));
}

function resultsRequest(state: StudioState, card: ResultCard): ResultsRequest {
  const { data, objects, predict, export: exported } = state;
  const only = exported.images === 'selected' ? (data.selectedId ?? '') : null;
  const imageIds = exportedIds(data.dataset, predict.summaries, only);
  const { images, channelChoice } = data.dataset;
  const ids = new Set(imageIds);
  const channels = images.filter(({ id }) => ids.has(id)).map(({ storedChannels }) => storedChannels);
  return {
    kinds: kindsOf(card, exported),
    imageIds,
    settings: settingsForClasses(objects.settings, exported.model?.classes.length ?? 0),
    overlay: {
      opacity: predict.opacity,
      outlines: exported.outlines,
      hidden: [...data.hidden],
      channels: channelChoice,
    },
    channels: channels.reduce((most, one) => Math.max(most, one), 0),
  };
}
