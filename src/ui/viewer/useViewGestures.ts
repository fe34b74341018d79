/** Wheel, drag and pinch on the viewer's stage, as view actions. Keys are the viewer's own. */
import { type Dispatch, type RefObject, useEffect } from 'react';
import { isOnControl, stagePoint } from './stagePoint';
import type { Point } from './viewGeometry';
import type { ViewAction } from './viewState';

/** Wheel travel, in px, that doubles the scale. */
const WHEEL_DOUBLING = 400;
/** Trackpads report a pinch as ctrl-wheel with small deltas. */
const PINCH_DOUBLING = 80;
/** Height of one line for wheels that count lines, px. */
const LINE_HEIGHT = 16;

export function useViewGestures(stage: RefObject<HTMLElement | null>, dispatch: Dispatch<ViewAction>): void {
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const end = new AbortController();
    listenToWheel(element, dispatch, end.signal);
    listenToPointers(element, dispatch, end.signal);
    return () => end.abort();
  }, [stage, dispatch]);
}

/** Not a React handler: React listens passively, and the page must not scroll. */
function listenToWheel(element: HTMLElement, dispatch: Dispatch<ViewAction>, signal: AbortSignal): void {
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const travel = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_HEIGHT : event.deltaY;
    const factor = 2 ** (-travel / (event.ctrlKey ? PINCH_DOUBLING : WHEEL_DOUBLING));
    dispatch({ type: 'zoom', factor, at: stagePoint(element, event) });
  };
  element.addEventListener('wheel', onWheel, { passive: false, signal });
}

function listenToPointers(element: HTMLElement, dispatch: Dispatch<ViewAction>, signal: AbortSignal): void {
  const down = new Map<number, Point>();
  const onDown = (event: PointerEvent) => {
    if (isOnControl(event.target, element) || event.button > 1) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, stagePoint(element, event));
  };
  const onMove = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = stagePoint(element, event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    for (const action of other ? pinch(before, now, other) : [drag(before, now)]) dispatch(action);
  };
  const onEnd = (event: PointerEvent) => void down.delete(event.pointerId);
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onEnd, { signal });
  element.addEventListener('pointercancel', onEnd, { signal });
}

function drag(before: Point, now: Point): ViewAction {
  return { type: 'pan', dx: now.x - before.x, dy: now.y - before.y };
}

/** One of two fingers moved: follow their middle, then zoom about it. */
function pinch(before: Point, now: Point, other: Point): ViewAction[] {
  const factor = distance(now, other) / Math.max(1, distance(before, other));
  const pan: ViewAction = { type: 'pan', dx: (now.x - before.x) / 2, dy: (now.y - before.y) / 2 };
  return [pan, { type: 'zoom', factor, at: { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 } }];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
