/**
 * Puts what is drawn into the project while it is drawn: soon after a step, now and then amid a long one, one write at a
 * time, and only what changed since the last. Used by drawEasel.
 */
import { joinRects, type PaintRect } from '../imaging/paint/paintMap';

/** After a step, ms; meanwhile the next one may come. */
const REST_MS = 150;
/** Amid a stroke, ms: what a killed tab may lose. */
const AMID_MS = 800;

export interface PaintSaver<B> {
  /** Pixels of this board were changed, `amid` a step or by its end. */
  changed(board: B, rect: PaintRect, amid: boolean): void;
  /** Something of it is not saved yet. */
  isPending(board: B): boolean;
  /** Saves at once; resolves once all that was changed before is saved, or cannot be. Never rejects. */
  flush(): Promise<void>;
  forget(): void;
}

export interface PaintSaverHost<B> {
  /** Saves this part of it. */
  save(board: B, rect: PaintRect): Promise<void>;
  /** Saving failed: it is tried again with the next change. */
  failed(thrown: unknown): void;
  /** Whether anything is not saved. */
  told(unsaved: boolean): void;
}

export function createPaintSaver<B>({ save, failed, told }: PaintSaverHost<B>): PaintSaver<B> {
  const dirty = new Map<B, PaintRect>();
  let writing: B | null = null;
  let timer: { readonly id: ReturnType<typeof setTimeout>; readonly amid: boolean } | null = null;
  let isUnsaved = false;
  const tell = () => {
    const next = dirty.size > 0 || writing !== null;
    if (next !== isUnsaved) told(next);
    isUnsaved = next;
  };
  const stop = () => {
    if (timer !== null) clearTimeout(timer.id);
    timer = null;
  };
  /** One board after the other; ends at the first failure. */
  const write = async (): Promise<void> => {
    stop();
    for (const [board, rect] of [...dirty]) {
      dirty.delete(board);
      writing = board;
      try {
        await save(board, rect);
      } catch (thrown) {
        dirty.set(board, joinRects(rect, dirty.get(board) ?? null) ?? rect);
        failed(thrown);
        break;
      } finally {
        writing = null;
      }
    }
    tell();
  };
  let turn: Promise<void> = Promise.resolve();
  const flush = () => {
    turn = turn.then(write);
    return turn;
  };
  return {
    flush,
    isPending: (board) => dirty.has(board) || writing === board,
    changed: (board, rect, amid) => {
      dirty.set(board, joinRects(dirty.get(board) ?? null, rect) ?? rect);
      if (timer === null || (timer.amid && !amid)) {
        stop();
        timer = { amid, id: setTimeout(() => void flush(), amid ? AMID_MS : REST_MS) };
      }
      tell();
    },
    forget: () => {
      stop();
      dirty.clear();
      tell();
    },
  };
}
