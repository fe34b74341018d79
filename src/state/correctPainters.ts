/** The images that are being corrected, each with its painter: pixels, which are no part of the state. Used by correctSlice. */
import { studioError } from '../common/errors';
import type { ImageItem } from '../domain/data';
import { Painter } from '../imaging/paint/painter';
import type { PaintMap, PaintRect } from '../imaging/paint/paintMap';

interface Opened {
  readonly painter: Painter;
  /** What it began with, and what it went back to, by the painter's states: nothing is drawn there. */
  readonly clean: Map<number, object>;
  /** The newest of `clean`. */
  of: object;
  /** States that were added, with the checksum that the image's drawn labels then have. */
  readonly added: { readonly state: number; readonly drawn: string }[];
}

/** Bytes that painters may take of images whose corrections are all in the training set, or that are removed. */
const IDLE_BYTES = 256 * 2 ** 20;
/** Of the four planes of a map. */
const PIXEL_BYTES = 7;

export class CorrectPainters {
  /** Opened last, last. */
  private readonly opened = new Map<string, Opened>();

  /** `images` are those there are now. */
  constructor(
    private readonly images: () => readonly Pick<ImageItem, 'id' | 'drawn'>[],
    private readonly idleBytes = IDLE_BYTES,
  ) {}

  /** The image's painter, made anew where nothing was drawn and what it begins with (`of`) is another by now. */
  open(imageId: string, of: object, make: () => PaintMap): Painter {
    const known = this.opened.get(imageId);
    if (known && this.staysWith(imageId, known, of)) {
      this.opened.delete(imageId);
      this.opened.set(imageId, known);
      return known.painter;
    }
    this.dropUnchanged();
    const painter = new Painter(make());
    this.opened.delete(imageId);
    this.opened.set(imageId, { painter, of, clean: new Map([[0, of]]), added: [] });
    return painter;
  }

  get(imageId: string): Painter | null {
    return this.opened.get(imageId)?.painter ?? null;
  }

  /** What is drawn (`state` of the painter) is in the training set. */
  settled(imageId: string, state: number): void {
    const { drawn } = this.images().find(({ id }) => id === imageId) ?? {};
    if (drawn !== undefined) this.opened.get(imageId)?.added.push({ state, drawn });
  }

  /** Back to what a correction begins with, as a step that can be taken back. */
  reset(imageId: string, of: object, map: PaintMap): void {
    const opened = this.opened.get(imageId);
    if (opened === undefined) return;
    opened.painter.replace(map);
    opened.clean.set(opened.painter.state, of);
    opened.of = of;
  }

  /** Images on which something was drawn that is not in the training set. */
  edited(): ReadonlySet<string> {
    return new Set([...this.opened].flatMap(([id, opened]) => (this.isEdited(id, opened) ? [id] : [])));
  }

  /** The rectangle to be drawn again. Throws `no-such-image` where there is nothing to take back any more. */
  move(imageId: string, move: 'undo' | 'redo'): PaintRect {
    const painter = this.get(imageId);
    const rect = (move === 'undo' ? painter?.undo() : painter?.redo()) ?? null;
    if (rect === null) throw goneSteps(imageId);
    return rect;
  }

  /** Throws `no-such-image` where that step is not there. */
  requireMove(imageId: string, move: 'undo' | 'redo'): void {
    const isHere = this.images().some(({ id }) => id === imageId);
    const painter = isHere ? this.get(imageId) : null;
    if (!(move === 'undo' ? painter?.canUndo : painter?.canRedo)) throw goneSteps(imageId);
  }

  clear(): void {
    this.opened.clear();
  }

  /** Keeps what the predicate wants; which went. */
  retain(wants: (imageId: string, map: PaintMap) => boolean): readonly string[] {
    const gone = [...this.opened].flatMap(([id, { painter }]) => (wants(id, painter.map) ? [] : [id]));
    for (const id of gone) this.opened.delete(id);
    return gone;
  }

  /** Lets the oldest painters go on which nothing waits to be added, but `openId`'s, until the rest fits; which went. */
  trim(openId: string | null): readonly string[] {
    const idle = [...this.opened].filter(
      ([id, opened]) => id !== openId && !opened.painter.isDrawing && !this.isEdited(id, opened),
    );
    let bytes = idle.reduce((sum, [, { painter }]) => sum + bytesOf(painter), 0);
    const gone: string[] = [];
    for (const [id, { painter }] of idle) {
      if (bytes <= this.idleBytes) break;
      bytes -= bytesOf(painter);
      this.opened.delete(id);
      gone.push(id);
    }
    return gone;
  }

  private staysWith(imageId: string, opened: Opened, of: object): boolean {
    const { painter, clean } = opened;
    return (
      painter.isDrawing || this.isEdited(imageId, opened) || (clean.get(painter.state) ?? opened.of) === of
    );
  }

  private isEdited(imageId: string, { painter: { state }, clean, added }: Opened): boolean {
    const image = this.images().find(({ id }) => id === imageId);
    if (image === undefined) return false;
    const isIn = added.some((one) => one.drawn === image.drawn && one.state === state);
    if (isIn) return false;
    // With nothing drawn there is something to be added only where the training set has what was taken back since.
    return !clean.has(state) || added.some((one) => one.drawn === image.drawn);
  }

  /** Seven bytes a pixel: only what somebody worked on is worth them. */
  private dropUnchanged(): void {
    for (const [id, { painter }] of this.opened) {
      if (!painter.canUndo && !painter.canRedo && !painter.isDrawing) this.opened.delete(id);
    }
  }
}

function bytesOf({ map, bytes }: Painter): number {
  return map.width * map.height * PIXEL_BYTES + bytes;
}

function goneSteps(imageId: string) {
  const message = `What was drawn on ${imageId} cannot be taken back any more: its prediction is another one, or the steps are too many.`;
  return studioError('no-such-image', message, 'Draw over it.', imageId);
}
