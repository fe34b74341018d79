/**
 * The keys of corrections: B, E, F and I take up a tool, [ and ] change its size, 1 to 9 choose a class, A and R judge the
 * object under the pointer or the one that is chosen, or take up that tool where there is none; Esc lays the tool down.
 */
import { useContext, useEffect, useRef } from 'react';
import { defined } from '../../../common/assert';
import type { Studio } from '../../../state/createStudioStore';
import { shownObjects } from '../../../state/objectsSlice';
import { predictionClasses } from '../../../state/selectors';
import type { StudioState } from '../../../state/studioState';
import { takesLetters } from '../../../ui/takesKeys';
import type { Point } from '../../../ui/viewer/viewGeometry';
import { StudioContext } from '../../studioContext';

/** `pointer` is where the pointer is, image px; null where it is not on the image. */
export function useCorrectKeys(pointer: () => Point | null): void {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  const latest = useRef(pointer);
  latest.current = pointer;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, target } = event;
      // AltGr is Ctrl and Alt on some systems; German keyboards have [ and ] on it.
      const isPlain = event.getModifierState('AltGraph') || !(ctrlKey || metaKey || altKey);
      if (!isPlain || takesLetters(target)) return;
      if (!pressCorrectKey(event.key.toLowerCase(), studio, latest.current())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // Before the viewer's own keys, of which 1 is one.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [studio]);
}

const TOOL_KEYS = { b: 'brush', e: 'eraser', f: 'fill', i: 'ignore' } as const;
/** Growth of one press of ]. */
const SIZE_STEP = 1.25;

/** Whether the key was one of a correction's. */
function pressCorrectKey(key: string, { store, actions: { correct } }: Studio, at: Point | null): boolean {
  const state = store.getState();
  if (!canCorrect(state)) return false;
  const { tool, size } = state.correct;
  if (key in TOOL_KEYS) correct.chooseTool(TOOL_KEYS[key as keyof typeof TOOL_KEYS]);
  else if (key === 'a' || key === 'r') {
    const verdict = key === 'a' ? 'accept' : 'reject';
    const target = (tool === null ? null : at) ?? selectedPoint(state);
    if (tool === null || target === null) correct.chooseTool(verdict);
    if (target !== null) correct.judge(verdict, target);
  } else if (tool === null) return false;
  else if (key === '[') correct.setSize(Math.min(size - 1, size / SIZE_STEP));
  else if (key === ']') correct.setSize(Math.max(size + 1, size * SIZE_STEP));
  else if (key === 'escape') correct.chooseTool(null);
  else if (/^[1-9]$/.test(key)) {
    const classIndex = Number(key) - 1;
    if (classIndex >= predictionClasses(state).length) return false;
    correct.chooseClass(classIndex);
  } else return false;
  return true;
}

/** Whether the selected image is being drawn on, or is predicted and not too large for it. */
function canCorrect({ data, predict, correct }: StudioState): boolean {
  const { selectedId } = data;
  if (selectedId === null) return false;
  if (correct.openId === selectedId) return true;
  const isLarge = data.dataset.images.some(({ id, large }) => id === selectedId && large);
  return predict.summaries.has(selectedId) && !isLarge;
}

/** A pixel of the object that is chosen in the table or the image. */
function selectedPoint(state: StudioState): Point | null {
  const found = shownObjects(state);
  const { selected } = state.objects;
  if (!found || selected?.imageId !== state.data.selectedId) return null;
  const { ids, width } = found.objects.map;
  const box = found.objects.rows[selected.id - 1]?.px.box;
  if (box === undefined) return null;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) if (ids[y * width + x] === selected.id) return { x, y };
  }
  return null;
}
