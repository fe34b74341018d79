/**
 * Data's images that are drawn on: their labels as they are, or none to begin with. What is drawn is saved as it is drawn,
 * into the project, and the dataset says so; saving is no step of the history.
 */
import { studioError } from '../common/errors';
import type { Dataset, ImageItem } from '../domain/data';
import type { MaskReading } from '../domain/labels';
import { MAX_VIEW_SIDE } from '../domain/view';
import { labelPatch } from '../imaging/labelPatch';
import { joinRects, type PaintRect } from '../imaging/paint/paintMap';
import { type DrawBoard, DrawBoards, labelsKey } from './drawBoards';
import { drawnPixels } from './drawnPixels';
import type { Easel } from './easel';
import { type PaintChange, withoutPaints } from './history';
import { createPaintSaver } from './paintSaver';
import { report, type SliceContext } from './sliceContext';

export interface DrawEasel extends Easel {
  /** Saves what is not saved yet. Never rejects. */
  flush(): Promise<void>;
  /** Masks are read in another way: what this does not change goes on as it was. */
  follow(before: MaskReading | null, after: MaskReading | null): void;
  /** The files of these images were read anew: what was drawn from their masks is not theirs any more. */
  reread(imageIds: ReadonlySet<string>): void;
  /** Another project: forgets all. */
  forget(): void;
}

/** The other slices' part in it. */
export interface DrawNeighbours {
  /** Gives a set without masks classes to begin with. */
  beginClasses(): Promise<void>;
  /** Takes up the dataset that saving led to. */
  adopt(dataset: Dataset): void;
  /** An image's pixels to be drawn on have arrived. */
  onReady(): void;
}

export function createDrawEasel(
  context: SliceContext,
  { beginClasses, adopt, onReady }: DrawNeighbours,
): DrawEasel {
  const { engine } = context;
  const boards = new DrawBoards();
  let loading: string | null = null;
  let isBeginning = false;
  const imageOf = (imageId: string | null) =>
    context.get().data.dataset.images.find(({ id }) => id === imageId) ?? null;
  const boardOf = (image: ImageItem | null) =>
    image && boards.of(image.id, labelsKey(image, context.get().data.dataset));
  const open = (imageId: string) => boardOf(imageOf(imageId));
  const forgetSteps = (gone: readonly DrawBoard[]) => {
    if (gone.length === 0) return;
    const ids = new Set(gone.map(({ id }) => id));
    const isGone = ({ stage, board }: PaintChange) => stage === 'data' && ids.has(board);
    context.patch('history', withoutPaints(context.get().history, isGone));
  };
  const trim = (newest: DrawBoard) => {
    const inUse = boardOf(imageOf(context.get().data.selectedId));
    forgetSteps(boards.trim((board) => board === newest || board === inUse || saver.isPending(board)));
  };
  const load = async (image: ImageItem, key: string) => {
    if (loading === key) return;
    loading = key;
    try {
      const labels = await engine.labels(image.id);
      const now = imageOf(image.id);
      // Labels that were replaced meanwhile are asked for again.
      if (now && labelsKey(now, context.get().data.dataset) === key) trim(boards.add(now, key, labels));
    } catch (thrown) {
      return void report(context, thrown);
    } finally {
      loading = null;
    }
    onReady();
  };
  const begin = async () => {
    if (isBeginning) return;
    isBeginning = true;
    try {
      await beginClasses();
    } catch (thrown) {
      return void report(context, thrown);
    } finally {
      isBeginning = false;
    }
    onReady();
  };
  const save = async (board: DrawBoard, rect: PaintRect) => {
    const { imageId, painter } = board;
    // Its labels are others by now, or it was removed: what was drawn waits for them to come back.
    if (open(imageId) !== board) {
      board.missed = joinRects(board.missed, rect);
      return;
    }
    const isAsBefore = painter.state === 0 && !painter.isDrawing && !board.wasDrawn;
    const dataset = isAsBefore
      ? await engine.drawLabels(imageId, null)
      : await engine.patchLabels(imageId, labelPatch(painter.map, rect, painter.unpainted));
    const image = dataset.images.find(({ id }) => id === imageId);
    if (image) board.key = labelsKey(image, dataset);
    if (context.get().projects.session.status === 'opening') return;
    adopt(dataset);
    showDrawn('thumbnails', board);
  };
  const saver = createPaintSaver<DrawBoard>({
    save,
    failed: (thrown) => void report(context, thrown),
    told: (unsaved) => context.patch('paint', { unsaved }),
  });
  const take = (board: DrawBoard) => {
    boards.use(board);
    if (board.missed !== null) saver.changed(board, board.missed, false);
    board.missed = null;
  };
  const showDrawn = (cache: 'views' | 'thumbnails', { imageId, painter, wasDrawn }: DrawBoard) => {
    const isBlank = painter.state === 0 && !wasDrawn && imageOf(imageId)?.mask === null;
    context.patch('data', drawnPixels(context.get().data, cache, imageId, isBlank ? null : painter.map));
  };
  const requireBoard = ({ imageId, board: id, move }: PaintChange): DrawBoard => {
    const board = boards.get(id);
    const canMove = move === 'undo' ? board?.painter.canUndo : board?.painter.canRedo;
    if (board === null || open(imageId) !== board || !canMove) throw goneSteps(imageId);
    return board;
  };
  const opened: Easel['opened'] = (imageId) => {
    const board = open(imageId);
    return board && { imageId, painter: board.painter, board: board.id };
  };
  return {
    opened,
    flush: saver.flush,
    open: () => {
      const image = imageOf(context.get().data.selectedId);
      if (image === null || !isDrawable(image)) return null;
      if (context.get().data.dataset.reading === null) {
        void begin();
        return null;
      }
      const board = boardOf(image);
      if (board !== null) take(board);
      else void load(image, labelsKey(image, context.get().data.dataset));
      return opened(image.id);
    },
    get isNumbered() {
      const { paint, data } = context.get();
      return paint.apart || data.dataset.reading?.kind === 'instances';
    },
    get classes() {
      return context.get().data.classes.length;
    },
    changed: (imageId, rect) => {
      const board = open(imageId);
      if (board !== null) saver.changed(board, rect, board.painter.isDrawing);
    },
    stepped: () => undefined,
    left: (imageId) => {
      const board = open(imageId);
      if (board?.painter.canUndo || board?.painter.canRedo) showDrawn('views', board);
    },
    requireMove: (change) => void requireBoard(change),
    move: (change) => {
      const { painter } = requireBoard(change);
      const rect = change.move === 'undo' ? painter.undo() : painter.redo();
      if (rect === null) throw goneSteps(change.imageId);
      return rect;
    },
    follow: (before, after) => {
      if (before === null || after === null) return;
      const isBusy = (board: DrawBoard) => board.painter.isDrawing || saver.isPending(board);
      boards.follow(context.get().data.dataset, before, after, isBusy);
    },
    reread: (imageIds) => forgetSteps(boards.drop(({ imageId }) => imageIds.has(imageId))),
    forget: () => {
      saver.forget();
      boards.clear();
    },
  };
}

/** Whether the image is small enough to be held, and shown, whole. */
export function isDrawable({ large, width, height }: ImageItem): boolean {
  return !large && Math.max(width, height) <= MAX_VIEW_SIDE;
}

function goneSteps(imageId: string) {
  const message = `What was drawn on ${imageId} cannot be taken back any more: its labels are others, or the steps are too many.`;
  return studioError('no-such-image', message, 'Draw over it.', imageId);
}
