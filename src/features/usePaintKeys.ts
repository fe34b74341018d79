/**
 * The keys of drawing: letters take up a tool, [ and ] change its size, 1 to 9 choose a class; G, S and K grow, shrink and
 * fill the object under the pointer; Enter, Backspace and Esc close an outline, take a corner back and leave off. Esc takes
 * back the stroke that is under way, else lays the tool down.
 */
import { useContext, useEffect, useRef } from 'react';
import { defined } from '../common/assert';
import type { Studio } from '../state/createStudioStore';
import type { PaintStage, PaintTool } from '../state/paintSlice';
import type { StudioState } from '../state/studioState';
import { takesLetters } from '../ui/takesKeys';
import type { Point } from '../ui/viewer/viewGeometry';
import { StudioContext } from './studioContext';

/** What is a stage's own. */
export interface PaintKeys {
  readonly stage: PaintStage;
  /** Whether the selected image can be drawn on. */
  canPaint(state: StudioState): boolean;
  classes(state: StudioState): number;
  /** A pixel of the object that is chosen otherwise than by the pointer. */
  chosen?(state: StudioState): Point | null;
}

/** `keys` stay the same; `pointer` is where the pointer is, image px; null where it is not on the image. */
export function usePaintKeys(keys: PaintKeys, pointer: () => Point | null): void {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  const latest = useRef(pointer);
  latest.current = pointer;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, target } = event;
      // AltGr is Ctrl and Alt on some systems; German keyboards have [ and ] on it.
      const isPlain = event.getModifierState('AltGraph') || !(ctrlKey || metaKey || altKey);
      if (!isPlain || takesLetters(target)) return;
      // Enter presses what has the focus.
      if (event.key === 'Enter' && target instanceof Element && target.matches('button, summary, a')) return;
      if (!pressPaintKey(event.key.toLowerCase(), studio, keys, latest.current())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // Before the viewer's own keys, of which 1 is one.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [studio, keys]);
}

const TOOL_KEYS: Readonly<Record<string, PaintTool>> = {
  b: 'brush',
  e: 'eraser',
  p: 'polygon',
  l: 'lasso',
  f: 'fill',
  w: 'wand',
  i: 'ignore',
};
const EDIT_KEYS = { g: 'grow', s: 'shrink', k: 'fillHoles' } as const;
const VERDICT_KEYS = { a: 'accept', r: 'reject' } as const;
/** Growth of one press of ]. */
const SIZE_STEP = 1.25;

/** Whether the key was one of drawing. */
function pressPaintKey(key: string, { store, actions }: Studio, keys: PaintKeys, at: Point | null): boolean {
  const state = store.getState();
  const { paint } = actions;
  if (!keys.canPaint(state)) return false;
  const tool = TOOL_KEYS[key];
  if (tool !== undefined) paint.chooseTool(tool);
  else if (keys.stage === 'predict' && isKeyOf(key, VERDICT_KEYS))
    judge(VERDICT_KEYS[key], state, actions, keys, at);
  else if (state.paint.tools[keys.stage] === null) return false;
  else if (isKeyOf(key, EDIT_KEYS)) {
    if (at !== null) paint.edit(EDIT_KEYS[key], at);
  } else if (/^[1-9]$/.test(key)) {
    if (Number(key) > keys.classes(state)) return false;
    paint.chooseClass(Number(key) - 1);
  } else return pressPlain(key, state, actions);
  return true;
}

function pressPlain(
  key: string,
  { paint: { size, outline } }: StudioState,
  { paint }: Studio['actions'],
): boolean {
  if (key === '[') paint.setSize(Math.min(size - 1, size / SIZE_STEP));
  else if (key === ']') paint.setSize(Math.max(size + 1, size * SIZE_STEP));
  else if (key === 'escape') {
    if (!paint.cancelStroke() && !paint.cancelOutline()) paint.chooseTool(null);
  } else if (key === 'backspace') return paint.dropCorner();
  else if (key === 'enter' && outline.length > 0) paint.closeOutline();
  else return false;
  return true;
}

/** The object under the pointer, or the one chosen; where there is none, the tool is taken up. */
function judge(
  verdict: 'accept' | 'reject',
  state: StudioState,
  { paint }: Studio['actions'],
  { stage, chosen }: PaintKeys,
  at: Point | null,
): void {
  const hasTool = state.paint.tools[stage] !== null;
  const target = (hasTool ? at : null) ?? chosen?.(state) ?? null;
  if (!hasTool || target === null) paint.chooseTool(verdict);
  if (target !== null) paint.judge(verdict, target);
}

function isKeyOf<T extends object>(key: string, keys: T): key is Extract<keyof T, string> {
  return Object.hasOwn(keys, key);
}
