/** Projects in memory, for tests of sessions in Node. */
import { memoryLocks } from '../storage/memoryLocks';
import { memoryStore } from '../storage/memoryStore';
import { storageUse } from '../storage/storageUse';
import type { DeskHost } from '../worker/projectDesk';

/** `quotaBytes`: what fits; far more than tests need where it is left out. */
export async function memoryDesk(quotaBytes = 2 ** 28): Promise<DeskHost> {
  const files = memoryStore({ quotaBytes });
  let clock = 0;
  return {
    files,
    locks: memoryLocks(),
    now: () => ++clock,
    use: () => storageUse(files, 'memory', null),
  };
}
