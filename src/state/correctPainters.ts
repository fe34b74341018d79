/** The images that are being corrected, each with its painter: pixels, which are no part of the state. Used by correctSlice. */
import { studioError } from '../common/errors';
import { Painter } from '../imaging/paint/painter';
import type { PaintMap, PaintRect } from '../imaging/paint/paintMap';

interface Opened {
  readonly painter: Painter;
  /** What it began with. */
  readonly of: object;
  /** Strokes and clicks that are not taken back, since the correction was last added. May be negative after undo. */
  steps: number;
}

export class CorrectPainters {
  private readonly opened = new Map<string, Opened>();

  /** The image's painter, made anew where nothing was drawn and what it begins with (`of`) is another by now. */
  open(imageId: string, of: object, make: () => PaintMap): Painter {
    const known = this.opened.get(imageId);
    if (known && (known.of === of || known.steps !== 0)) return known.painter;
    this.dropUnchanged();
    const painter = new Painter(make());
    this.opened.set(imageId, { painter, of, steps: 0 });
    return painter;
  }

  get(imageId: string): Painter | null {
    return this.opened.get(imageId)?.painter ?? null;
  }

  /** One step more, or one less. */
  count(imageId: string, by: 1 | -1): void {
    const opened = this.opened.get(imageId);
    if (opened) opened.steps += by;
  }

  /** What is drawn is in the training set. */
  settled(imageId: string): void {
    const opened = this.opened.get(imageId);
    if (opened) opened.steps = 0;
  }

  /** Images on which something was drawn that is not in the training set. */
  edited(): ReadonlySet<string> {
    return new Set([...this.opened].flatMap(([id, { steps }]) => (steps === 0 ? [] : [id])));
  }

  /** The rectangle to be drawn again. Throws `no-such-image` where there is nothing to take back any more. */
  move(imageId: string, move: 'undo' | 'redo'): PaintRect {
    const painter = this.get(imageId);
    const rect = (move === 'undo' ? painter?.undo() : painter?.redo()) ?? null;
    if (rect === null) throw goneSteps(imageId);
    this.count(imageId, move === 'undo' ? -1 : 1);
    return rect;
  }

  delete(imageId: string): void {
    this.opened.delete(imageId);
  }

  clear(): void {
    this.opened.clear();
  }

  /** Keeps what the predicate wants. */
  retain(wants: (imageId: string, map: PaintMap) => boolean): void {
    for (const [id, { painter }] of this.opened) if (!wants(id, painter.map)) this.opened.delete(id);
  }

  /** Seven bytes a pixel: only what somebody worked on is worth them. */
  private dropUnchanged(): void {
    for (const [id, { steps, painter }] of this.opened) {
      if (steps === 0 && !painter.canUndo) this.opened.delete(id);
    }
  }
}

function goneSteps(imageId: string) {
  const message = `What was drawn on ${imageId} cannot be taken back any more: its prediction is another one, or the steps are too many.`;
  return studioError('no-such-image', message, 'Draw over it.', imageId);
}
