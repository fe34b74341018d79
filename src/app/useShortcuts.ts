/** Listens for the page's keys, and keeps out of the way of everything that needs keys itself. */
import { useContext, useEffect } from 'react';
import { defined } from '../common/assert';
import { StudioContext } from '../features/studioContext';
import { takesKeys } from '../ui/takesKeys';
import { type KeyPress, pressKey } from './shortcuts';

export function useShortcuts(openHelp: () => void): void {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || belongsElsewhere(event)) return;
      if (pressKey(keyPress(event), studio, openHelp)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [studio, openHelp]);
}

function belongsElsewhere({ target, shiftKey, key }: KeyboardEvent): boolean {
  if (shiftKey && key.startsWith('Arrow')) return true;
  return takesKeys(target);
}

function keyPress(event: KeyboardEvent): KeyPress {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1] ?? null;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return { name, digit, alt: event.altKey };
}
