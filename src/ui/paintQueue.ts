/**
 * Paints many canvases over several frames, so that a slider that causes it all keeps moving. Each canvas is painted
 * with what was asked last. Cards of the Augment stage use it.
 */

/** Of one frame's 16 ms, ms: the rest is the page's. */
const BUDGET_MS = 6;

const waiting = new Map<HTMLCanvasElement, () => void>();

/** Calls `paint` in one of the next frames, unless the canvas is to be painted otherwise by then. */
export function paintSoon(canvas: HTMLCanvasElement, paint: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(paintSome);
  waiting.set(canvas, paint);
}

/** The canvas is gone: nothing waits for it any more. */
export function forgetPaint(canvas: HTMLCanvasElement): void {
  waiting.delete(canvas);
}

function paintSome(): void {
  const end = performance.now() + BUDGET_MS;
  for (const [canvas, paint] of waiting) {
    waiting.delete(canvas);
    paint();
    if (performance.now() >= end) break;
  }
  if (waiting.size > 0) requestAnimationFrame(paintSome);
}
