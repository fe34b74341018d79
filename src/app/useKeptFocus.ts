/** Keeps the keyboard's place where a button gives way to another, as Start training does to Pause. */
import { type RefObject, useEffect } from 'react';

/** When the focused element inside `area` is removed, its first button that can be pressed gets the focus. */
export function useKeptFocus(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = area.current;
    if (!node) return;
    let inside = false;
    const onFocus = ({ target }: FocusEvent) => {
      inside = target instanceof Node && node.contains(target);
    };
    const onPointer = ({ target }: PointerEvent) => {
      inside &&= target instanceof Node && node.contains(target);
    };
    const observer = new MutationObserver(() => {
      if (!inside || document.activeElement !== document.body) return;
      node.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
    });
    observer.observe(node, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [area]);
}
