/** The only place that makes workers, the engine's client and the store. Called once by main. */
import { createEngineClient } from '../engine/client';
import { createStudioStore, type Studio } from '../state/createStudioStore';
import { keepOnHide } from './keepOnHide';
import { rememberTheme } from './rememberTheme';
import { saveFiles } from './saveFiles';

export function boot(): Studio {
  const engine = createEngineClient({
    preparation: new Worker(new URL('../worker/preparationWorker.ts', import.meta.url), {
      type: 'module',
      name: 'preparation',
    }),
    network: new Worker(new URL('../worker/networkWorker.ts', import.meta.url), {
      type: 'module',
      name: 'network',
    }),
  });
  const studio = createStudioStore(engine, { now: () => performance.now(), save: saveFiles });
  rememberTheme(studio);
  reportUncaught(studio);
  keepOnHide(studio);
  void studio.actions.projects.openLast();
  void studio.actions.device.open('webgpu');
  return studio;
}

/** Whatever no action caught is shown, too: nothing fails in silence. */
function reportUncaught({ actions }: Studio): void {
  window.addEventListener('error', (event) => {
    // The browser's own warning about slow resize observers carries no error and means nothing to the user.
    if (event.error) actions.shell.reportThrown(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => actions.shell.reportThrown(event.reason));
}
