/** What a stage's images that are drawn on are to the tools, which are the same in Data and in Predict. Made by correctEasel and drawEasel. */
import type { Painter } from '../imaging/paint/painter';
import type { PaintRect } from '../imaging/paint/paintMap';
import type { PaintChange } from './history';

export type PaintStage = 'data' | 'predict';

/** An image whose pixels are here to be drawn on. */
export interface OpenedImage {
  readonly imageId: string;
  readonly painter: Painter;
  /** Tells painters of the same image apart, in the steps of the page's history. */
  readonly board: number;
}

export interface Easel {
  /** Makes the selected image ready to be drawn on; null where it cannot be, or its pixels are still on their way. */
  open(): OpenedImage | null;
  /** The image as it is drawn on, without making anything ready. */
  opened(imageId: string): OpenedImage | null;
  /** Whether what is painted gets the number of an object. */
  readonly isNumbered: boolean;
  /** How many classes can be painted. */
  readonly classes: number;
  /** Pixels of an open image were changed, perhaps amid a step. */
  changed(imageId: string, rect: PaintRect): void;
  /** A step has ended, or was taken back. */
  stepped(imageId: string): void;
  /** Nobody draws on it any more: it is shown without the tools. */
  left(imageId: string): void;
  /** Throws `no-such-image` where that step is not there any more. */
  requireMove(change: PaintChange): void;
  /** Takes a step back, or does it again; what is to be drawn again. Throws as requireMove. */
  move(change: PaintChange): PaintRect;
}
