/** Keeps the chosen theme over visits. A browser that forbids storing keeps it for this visit only. */
import type { Studio } from '../state/createStudioStore';
import type { Theme } from '../state/shellSlice';

const KEY = 'unet-studio-theme';

export function rememberTheme({ store, actions }: Studio): void {
  const stored = read();
  if (stored !== null) actions.shell.setTheme(stored);
  store.subscribe(({ shell }, before) => {
    if (shell.theme !== before.shell.theme) write(shell.theme);
  });
}

function read(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'dark' || stored === 'light' ? stored : null;
  } catch {
    // Storage is blocked: the default theme it is.
    return null;
  }
}

function write(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked or full; the choice holds until the page is closed.
  }
}
