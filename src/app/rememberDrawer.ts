/** Keeps over visits whether the drawer is open and how high. */
import type { Studio } from '../state/createStudioStore';
import { drawerHeight } from '../ui/drawer/drawerHeight';
import { readRemembered, remember } from './remembered';

const KEY = 'unet-studio-drawer';

/** "open 260": whether, and its height in CSS px. */
const WORDS = /^(open|folded) (\d{1,5})$/;

export function rememberDrawer({ store, actions }: Studio): void {
  const words = WORDS.exec(readRemembered(KEY) ?? '');
  if (words) {
    const height = drawerHeight(Number(words[2]), window.innerHeight);
    actions.shell.setDrawer({ open: words[1] === 'open', height });
  }
  store.subscribe(({ shell: { drawer } }, before) => {
    if (drawer === before.shell.drawer) return;
    remember(KEY, `${drawer.open ? 'open' : 'folded'} ${drawer.height}`);
  });
}
