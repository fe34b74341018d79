/** Follows which rows of a scrolling table are in view. Renders again only when that is another set of rows. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { madeRows } from './tableWindow';

export function useRowsInView(
  frame: RefObject<HTMLElement | null>,
  count: number,
): { readonly first: number; readonly end: number } {
  const [rows, setRows] = useState({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => {
      const next = madeRows(element.scrollTop, element.clientHeight, count);
      setRows((known) => (known.first === next.first && known.end === next.end ? known : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [frame, count]);
  return rows;
}
