/** Project locks within one thread: for tests with several holders, and for browsers without a lock manager. */
import type { LockWishes, ProjectLock, ProjectLocks } from './projectLocks';

/** Everybody who is to see each other's locks shares the result. */
export function memoryLocks(): ProjectLocks {
  const holders = new Map<string, LockWishes>();
  return { take: async (id, wishes) => take(holders, id, wishes) };
}

function take(holders: Map<string, LockWishes>, id: string, wishes: LockWishes): ProjectLock | null {
  const holder = holders.get(id);
  if (holder !== undefined && !wishes.takeOver) return null;
  holders.set(id, wishes);
  holder?.onLost();
  return {
    release: async () => {
      if (holders.get(id) === wishes) holders.delete(id);
    },
  };
}
