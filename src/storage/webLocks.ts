/** Project locks over the browser's lock manager. It frees a lock by itself when the tab that holds it dies. */
import type { LockWishes, ProjectLock, ProjectLocks } from './projectLocks';

/** For the tab that loses a lock to hear of it and to end the write it is at. */
const GRACE_MS = 300;

export function webLocks(manager: LockManager): ProjectLocks {
  return { take: (id, wishes) => take(manager, `unet-studio/project/${id}`, wishes) };
}

function take(manager: LockManager, name: string, wishes: LockWishes): Promise<ProjectLock | null> {
  const options: LockOptions = wishes.takeOver ? { steal: true } : { ifAvailable: true };
  return new Promise((resolve, reject) => {
    let granted = false;
    const request = manager.request(name, options, (lock) => {
      granted = lock !== null;
      if (lock === null) return resolve(null);
      const give = (release: () => void) => resolve({ release: () => ended(release) });
      return held((release) => (wishes.takeOver ? setTimeout(give, GRACE_MS, release) : give(release)));
    });
    // A request that was granted rejects for one reason only: the lock was stolen.
    const over = request.then(
      () => undefined,
      (error: unknown) => (granted ? wishes.onLost() : reject(error)),
    );
    const ended = (release: () => void) => {
      release();
      return over;
    };
  });
}

/** The lock is held for as long as this promise is open. */
function held(given: (release: () => void) => void): Promise<void> {
  return new Promise((release) => {
    given(release);
  });
}
