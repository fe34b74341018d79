/** The viewer's keys. Plain arrows are left to the film strip. */
import type { ViewAction } from './viewState';

/** Growth of one press of + or -. */
export const ZOOM_STEP = 1.25;

/** One press of an arrow, device px. */
const PAN_STEP = 64;

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key does to the view; null where it is not the viewer's. */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): ViewAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === '0') return { type: 'fit' };
  if (key === '1') return { type: 'actual' };
  if (key === '+' || key === '=') return { type: 'zoom', factor: ZOOM_STEP };
  if (key === '-') return { type: 'zoom', factor: 1 / ZOOM_STEP };
  return shiftKey ? panOf(key) : null;
}

/** The picture moves against the arrow, as a page does when it is scrolled. */
function panOf(key: string): ViewAction | null {
  if (key === 'ArrowLeft') return { type: 'pan', dx: PAN_STEP, dy: 0 };
  if (key === 'ArrowRight') return { type: 'pan', dx: -PAN_STEP, dy: 0 };
  if (key === 'ArrowUp') return { type: 'pan', dx: 0, dy: PAN_STEP };
  if (key === 'ArrowDown') return { type: 'pan', dx: 0, dy: -PAN_STEP };
  return null;
}
