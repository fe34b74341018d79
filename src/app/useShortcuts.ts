/** Listens for the page's keys, and keeps out of the way of everything that needs keys itself. */
import { useContext, useEffect } from 'react';
import { defined } from '../common/assert';
import { StudioContext } from '../features/studioContext';
import type { Studio } from '../state/createStudioStore';
import { editsText, takesKeys, takesLetters } from '../ui/takesKeys';
import { type KeyPress, pressCommand, pressKey } from './shortcuts';

export function useShortcuts(openHelp: () => void): void {
  const studio = defined(useContext(StudioContext), 'StudioContext');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const used =
        event.ctrlKey || event.metaKey ? command(event, studio) : plainKey(event, studio, openHelp);
      if (used) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [studio, openHelp]);
}

function command(event: KeyboardEvent, studio: Studio): boolean {
  if (event.altKey || editsText(event.target)) return false;
  return pressCommand(keyPress(event), event.shiftKey, studio);
}

function plainKey(event: KeyboardEvent, studio: Studio, openHelp: () => void): boolean {
  return !belongsElsewhere(event) && pressKey(keyPress(event), studio, openHelp);
}

function belongsElsewhere({ target, shiftKey, key }: KeyboardEvent): boolean {
  if (shiftKey && key.startsWith('Arrow')) return true;
  return key.length === 1 ? takesLetters(target) : takesKeys(target);
}

function keyPress(event: KeyboardEvent): KeyPress {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1] ?? null;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return { name, digit, alt: event.altKey, shift: event.shiftKey };
}
