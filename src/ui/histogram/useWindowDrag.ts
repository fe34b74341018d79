/** Moves the ends of a window over a histogram, by pointer and by arrows; tells of it when a move has ended. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';
import { windowBetween, withEnd } from './startWindow';

/** One press of an arrow, as a share of the range. */
const KEY_STEP = 0.01;

interface Move {
  /** The window as moved stays on screen until a newer histogram brings its own. */
  readonly of: ChannelHistogram;
  readonly window: IntensityWindow;
  readonly active: boolean;
}

export function useWindowDrag(
  histogram: ChannelHistogram,
  onWindow: ((window: IntensityWindow) => void) | undefined,
) {
  const frame = useRef<HTMLDivElement>(null);
  const [move, setMove] = useState<Move | null>(null);
  const window = move?.of === histogram ? move.window : histogram.window;
  const [start, setStart] = useState<number | null>(null);
  /** The value under the pointer; null before there is a frame. */
  const valueAt = ({ clientX }: PointerEvent<HTMLElement>): number | null => {
    const box = frame.current?.getBoundingClientRect();
    return box ? histogram.low + ((clientX - box.left) / box.width) * (histogram.high - histogram.low) : null;
  };
  const moveTo = (next: IntensityWindow) => setMove({ of: histogram, window: next, active: true });
  const end = () => {
    if (!move?.active) return;
    setMove({ ...move, active: false });
    onWindow?.(move.window);
  };
  const handle = (which: keyof IntensityWindow) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) =>
      event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const value = valueAt(event);
      if (value === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      moveTo(withEnd(window, which, value, histogram));
    },
    onPointerUp: end,
    onPointerCancel: () => setMove(null),
    onKeyDown: (event: KeyboardEvent) => {
      const direction = directionOf(event.key);
      if (direction === 0) return;
      event.preventDefault();
      const step = direction * KEY_STEP * (histogram.high - histogram.low);
      moveTo(withEnd(window, which, window[which] + step, histogram));
    },
    onKeyUp: end,
  });
  /** For the frame: a new window from where the pointer goes down to where it goes up. */
  const brush = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const isHandle = event.target instanceof Element && event.target.matches('[role="slider"]');
      if (isHandle || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setStart(valueAt(event));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const value = valueAt(event);
      if (value !== null && start !== null) moveTo(windowBetween(start, value, histogram));
    },
    onPointerUp: () => {
      setStart(null);
      if (start !== null) end();
    },
    onPointerCancel: () => {
      setStart(null);
      setMove(null);
    },
  };
  return { frame, window, handle, brush };
}

function directionOf(key: string): number {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -1;
  return key === 'ArrowRight' || key === 'ArrowUp' ? 1 : 0;
}
