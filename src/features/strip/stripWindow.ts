/** Which images of a long film strip are drawn: those in sight and some on either side. Pure. */

/** From one image to the next, px: see strip.module.css. */
export const ITEM_PX = 96;

/** Drawn on either side of what is in sight, so that scrolling meets no gap. */
const SPARE = 12;

/** Shorter strips are drawn whole. */
const WHOLE = 200;

export interface StripWindow {
  /** The first that is drawn, and the first after it that is not. */
  readonly from: number;
  readonly to: number;
}

/** `left` px are scrolled away, `width` px in sight. */
export function stripWindow(count: number, left: number, width: number): StripWindow {
  if (count <= WHOLE) return { from: 0, to: count };
  const first = Math.floor(left / ITEM_PX) - SPARE;
  const from = Math.min(Math.max(0, first), count - 1);
  return { from, to: Math.min(count, Math.ceil((left + width) / ITEM_PX) + SPARE) };
}
