/**
 * The images that are drawn on in Data, each with its painter, and whether what is drawn is what their labels are. Labels
 * that were replaced meanwhile (a repair, another reading) get a board of their own: the one before waits for them to be
 * put back, with its steps. Pixels are no part of the state. Used by drawEasel.
 */
import type { Dataset, ImageItem } from '../domain/data';
import type { LabelMap } from '../domain/labels';
import { UNPAINTED } from '../imaging/paint/ink';
import { Painter } from '../imaging/paint/painter';
import { blankMap } from '../imaging/paint/paintMap';
import { reopenedMap } from '../imaging/paint/reopenedMap';

export interface DrawBoard {
  readonly id: number;
  readonly imageId: string;
  readonly painter: Painter;
  /** Whether the image had drawn labels to begin with: those of a mask, or none, come back by taking the drawn ones off. */
  readonly wasDrawn: boolean;
  /** labelsKey of the labels that it began with, or that were saved of it last. */
  key: string;
}

/** Bytes that boards may take on which nobody draws. */
const IDLE_BYTES = 256 * 2 ** 20;
/** Of the four planes of a map. */
const PIXEL_BYTES = 7;

export class DrawBoards {
  /** Used last, last. */
  private boards: readonly DrawBoard[] = [];
  private lastId = 0;

  constructor(private readonly idleBytes = IDLE_BYTES) {}

  /** The image's board, where its labels are those of this key. */
  of(imageId: string, key: string): DrawBoard | null {
    return this.boards.findLast((board) => board.imageId === imageId && board.key === key) ?? null;
  }

  get(id: number): DrawBoard | null {
    return this.boards.find((board) => board.id === id) ?? null;
  }

  /** For the labels of this key as they are; null for none. */
  add(image: ImageItem, key: string, labels: LabelMap | null): DrawBoard {
    this.lastId += 1;
    const { width, height } = image;
    const { map, unpainted } = labels === null ? blank(width, height) : reopenedMap(labels);
    const board = {
      id: this.lastId,
      imageId: image.id,
      painter: new Painter(map, { unpainted, eraser: UNPAINTED }),
      wasDrawn: image.drawn !== undefined,
      key,
    };
    this.boards = [...this.boards, board];
    return board;
  }

  use(board: DrawBoard): void {
    this.boards = [...this.boards.filter((one) => one !== board), board];
  }

  /** Lets the oldest boards go until the others fit, but those to be kept; which went. */
  trim(keeps: (board: DrawBoard) => boolean): readonly DrawBoard[] {
    const idle = this.boards.filter((board) => !keeps(board) && !board.painter.isDrawing);
    const unchanged = idle.filter(({ painter }) => !painter.canUndo && !painter.canRedo);
    const gone = new Set(unchanged);
    let bytes = idle.reduce((sum, board) => sum + (gone.has(board) ? 0 : bytesOf(board)), 0);
    for (const board of idle) {
      if (bytes <= this.idleBytes) break;
      if (gone.has(board)) continue;
      bytes -= bytesOf(board);
      gone.add(board);
    }
    this.boards = this.boards.filter((board) => !gone.has(board));
    return [...gone];
  }

  /** Which went. */
  drop(isGone: (board: DrawBoard) => boolean): readonly DrawBoard[] {
    const gone = this.boards.filter(isGone);
    this.boards = this.boards.filter((board) => !gone.includes(board));
    return gone;
  }

  clear(): void {
    this.boards = [];
  }
}

/** Another text wherever the labels of the image, or what their classes mean, are others. */
export function labelsKey(
  { width, height, mask, drawn, large }: ImageItem,
  { reading }: Pick<Dataset, 'reading'>,
): string {
  return JSON.stringify([width, height, large, drawn ?? mask, reading]);
}

function blank(width: number, height: number) {
  return { map: blankMap(width, height), unpainted: 'background' } as const;
}

function bytesOf({ painter: { map, bytes } }: DrawBoard): number {
  return map.width * map.height * PIXEL_BYTES + bytes;
}
