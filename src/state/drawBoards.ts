/**
 * The images that are drawn on in Data, each with its painter, and whether what is drawn is what their labels are. Labels
 * that were replaced meanwhile (a repair, another reading) get a board of their own: the one before waits for them to be
 * put back, with its steps. Pixels are no part of the state. Used by drawEasel.
 */
import type { Dataset, ImageItem } from '../domain/data';
import type { LabelMap, MaskReading } from '../domain/labels';
import { UNPAINTED } from '../imaging/paint/ink';
import { Painter } from '../imaging/paint/painter';
import { blankMap, type PaintRect } from '../imaging/paint/paintMap';
import { reopenedMap } from '../imaging/paint/reopenedMap';

export interface DrawBoard {
  readonly id: number;
  readonly imageId: string;
  readonly painter: Painter;
  /** Whether the image had drawn labels to begin with: those of a mask, or none, come back by taking the drawn ones off. */
  readonly wasDrawn: boolean;
  /** labelsKey of the labels that it began with, or that were saved of it last. */
  key: string;
  /** What could not be saved, since the image had other labels by then: it is once these are back. */
  missed: PaintRect | null;
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
      missed: null,
    };
    this.boards = [...this.boards, board];
    return board;
  }

  /**
   * The reading of the set is another one. Where it only has classes more, or less, at its end, what is drawn is what it
   * was: boards that are `busy` go on, so that a stroke that was made meanwhile is not lost.
   */
  follow(
    { images, values }: Pick<Dataset, 'images' | 'values'>,
    before: MaskReading,
    after: MaskReading,
    busy: (board: DrawBoard) => boolean,
  ): void {
    const ending = endOfClasses(before, after);
    if (ending === null || after.kind !== 'classes') return;
    const isOfMasks = after.clean || ending.some((value) => values.some((known) => known.value === value));
    for (const image of images) {
      const board = this.of(image.id, labelsKey(image, { reading: before }));
      const key = labelsKey(image, { reading: after });
      if (board === null || !busy(board) || this.of(image.id, key) !== null) continue;
      if (isOfMasks && image.drawn === undefined && image.mask !== null) continue;
      if (board.painter.map.classes.every((label) => label < after.classes.length)) board.key = key;
    }
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

/** The values of the classes that one reading has after those of the other; null where they differ in anything else. */
function endOfClasses(one: MaskReading, other: MaskReading): readonly number[] | null {
  if (one.kind !== 'classes' || other.kind !== 'classes') return null;
  const shared = Math.min(one.classes.length, other.classes.length);
  const rest = (reading: typeof one) =>
    JSON.stringify({ ...reading, classes: reading.classes.slice(0, shared) });
  if (rest(one) !== rest(other)) return null;
  return [...one.classes.slice(shared), ...other.classes.slice(shared)].flat();
}

function blank(width: number, height: number) {
  return { map: blankMap(width, height), unpainted: 'background' } as const;
}

function bytesOf({ painter: { map, bytes } }: DrawBoard): number {
  return map.width * map.height * PIXEL_BYTES + bytes;
}
