/** What the network worker asks of a browser: decoders of a TIFF's parts, and its private file system. */
import { memoryScratch } from '../pipeline/export/scratch';
import { memoryLocks } from '../storage/memoryLocks';
import { openScratch } from '../storage/openScratch';
import { webLocks } from '../storage/webLocks';
import { browserHost } from './browserHost';
import type { NetworkHost } from './predictDesk';

/** In memory where there is no private file system: labels pack well. */
export const browserNetworkHost: NetworkHost = {
  data: browserHost,
  scratch: async () => {
    const { storage, locks } = navigator as Partial<WorkerNavigator>;
    const folder = await openScratch(storage, locks === undefined ? memoryLocks() : webLocks(locks));
    return folder ?? memoryScratch;
  },
};
