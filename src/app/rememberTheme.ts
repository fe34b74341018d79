/** Keeps the chosen theme over visits. */
import type { Studio } from '../state/createStudioStore';
import { readRemembered, remember } from './remembered';

const KEY = 'unet-studio-theme';

export function rememberTheme({ store, actions }: Studio): void {
  const stored = readRemembered(KEY);
  if (stored === 'dark' || stored === 'light') actions.shell.setTheme(stored);
  store.subscribe(({ shell }, before) => {
    if (shell.theme !== before.shell.theme) remember(KEY, shell.theme);
  });
}
