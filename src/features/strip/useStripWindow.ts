/** Follows the scrolling of a film strip, and brings the selected image into sight. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { ITEM_PX, type StripWindow, stripWindow } from './stripWindow';

/** Before the first image and after the last: see strip.module.css. */
const MARGIN_PX = 24;

/** `place` is that of the selected image, -1 for none. */
export function useStripWindow(
  strip: RefObject<HTMLElement | null>,
  count: number,
  place: number,
): StripWindow {
  const [shown, setShown] = useState<StripWindow>(() => stripWindow(count, 0, 0));
  const isThere = count > 0;
  useEffect(() => {
    const element = strip.current;
    if (!isThere || !element) return;
    const look = () => {
      const next = stripWindow(count, element.scrollLeft, element.clientWidth);
      setShown((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [strip, count, isThere]);
  // The element to scroll to is not drawn where it is far away: its place is known all the same.
  useLayoutEffect(() => {
    const element = strip.current;
    if (!element || place < 0) return;
    const [start, end] = [place * ITEM_PX, (place + 1) * ITEM_PX + MARGIN_PX];
    if (start < element.scrollLeft) element.scrollLeft = start;
    else if (end > element.scrollLeft + element.clientWidth) element.scrollLeft = end - element.clientWidth;
  }, [strip, place]);
  return { from: Math.min(shown.from, count), to: Math.min(Math.max(shown.to, shown.from), count) };
}
