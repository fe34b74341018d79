/** Keeps what is not kept yet when the page is hidden or left: after that a browser may end it without a word. */
import type { Studio } from '../state/createStudioStore';

export function keepOnHide({ actions }: Studio): void {
  const keep = () => void actions.projects.flush();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keep();
  });
  window.addEventListener('pagehide', keep);
}
