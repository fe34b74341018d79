/** The only place that makes workers, the engine's client and the store. Called once by main. */
import { createEngineClient } from '../engine/client';
import { createStudioStore, type Studio } from '../state/createStudioStore';
import { keepOnHide } from './keepOnHide';
import { rememberDrawer } from './rememberDrawer';
import { rememberTheme } from './rememberTheme';
import { saveFiles } from './saveFiles';

export function boot(): Studio {
  const workers = {
    preparation: new Worker(new URL('../worker/preparationWorker.ts', import.meta.url), {
      type: 'module',
      name: 'preparation',
    }),
    network: new Worker(new URL('../worker/networkWorker.ts', import.meta.url), {
      type: 'module',
      name: 'network',
    }),
    results: new Worker(new URL('../worker/resultsWorker.ts', import.meta.url), {
      type: 'module',
      name: 'results',
    }),
    patches: Array.from({ length: patchWorkers(navigator.hardwareConcurrency) }, (_, index) =>
      makePatchWorker(index),
    ),
  };
  const engine = createEngineClient(workers, { persist: async () => navigator.storage?.persist() });
  const studio = createStudioStore(engine, { now: () => performance.now(), save: saveFiles });
  rememberTheme(studio);
  rememberDrawer(studio);
  reportUncaught(studio);
  keepOnHide(studio);
  void studio.actions.projects.openLast();
  void studio.actions.device.open('webgpu');
  return studio;
}

function makePatchWorker(index: number): Worker {
  const name = `patches ${index + 1}`;
  return new Worker(new URL('../worker/patchWorker.ts', import.meta.url), { type: 'module', name });
}

/** Leaves a core each to the page and to the network's worker; more than four outrun any GPU. */
function patchWorkers(cores: number): number {
  return Math.min(4, Math.max(1, cores - 2));
}

/** Whatever no action caught is shown, too: nothing fails in silence. */
function reportUncaught({ actions }: Studio): void {
  window.addEventListener('error', (event) => {
    // The browser's own warning about slow resize observers carries no error and means nothing to the user.
    if (event.error) actions.shell.reportThrown(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => actions.shell.reportThrown(event.reason));
}
