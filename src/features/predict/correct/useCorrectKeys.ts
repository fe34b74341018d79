/**
 * The keys of corrections: B, E, F and I take up a tool, [ and ] change its size, 1 to 9 choose a class, A and R judge the
 * object under the pointer, or take up that tool where there is none; Esc lays the tool down.
 */
import { useContext, useEffect, useRef } from 'react';
import { defined } from '../../../common/assert';
import type { Studio } from '../../../state/createStudioStore';
import { predictionClasses } from '../../../state/selectors';
import { takesKeys } from '../../../ui/takesKeys';
import type { Point } from '../../../ui/viewer/viewGeometry';
import { StudioContext } from '../../studioContext';

/** `pointer` is where the pointer is, image px, or the chosen object; null where there is none. */
export function useCorrectKeys(pointer: () => Point | null): void {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  const latest = useRef(pointer);
  latest.current = pointer;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, target } = event;
      if (ctrlKey || metaKey || altKey || takesKeys(target)) return;
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
  const { selectedId } = state.data;
  if (selectedId === null || !state.predict.summaries.has(selectedId)) return false;
  const { tool, size } = state.correct;
  if (key in TOOL_KEYS) correct.chooseTool(TOOL_KEYS[key as keyof typeof TOOL_KEYS]);
  else if (key === 'a' || key === 'r') {
    const verdict = key === 'a' ? 'accept' : 'reject';
    if (tool === null || at === null) correct.chooseTool(verdict);
    else correct.judge(verdict, at);
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
