/** Whether the space bar is down where it belongs to nothing else: with it the pointer pans, whatever the tool. */
import { useEffect, useState } from 'react';
import { takesKeys } from '../takesKeys';

export function useSpaceHeld(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const onDown = (event: KeyboardEvent) => {
      if (event.key !== ' ' || takesKeys(event.target) || isPressed(event.target)) return;
      event.preventDefault();
      setHeld(true);
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.key === ' ') setHeld(false);
    };
    window.addEventListener('keydown', onDown, { signal });
    window.addEventListener('keyup', onUp, { signal });
    window.addEventListener('blur', () => setHeld(false), { signal });
    return () => end.abort();
  }, []);
  return held;
}

/** Space presses what has the focus. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('button, summary, a, [role="button"]');
}
