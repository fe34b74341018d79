/** Project locks over the browser's lock manager. It frees a lock by itself when the tab that holds it dies. */
import type { LockWishes, ProjectLock, ProjectLocks } from './projectLocks';

export function webLocks(manager: LockManager): ProjectLocks {
  return { take: (id, wishes) => take(manager, `unet-studio/project/${id}`, wishes) };
}

function take(manager: LockManager, name: string, wishes: LockWishes): Promise<ProjectLock | null> {
  const options: LockOptions = wishes.takeOver ? { steal: true } : { ifAvailable: true };
  const { promise: released, resolve: release } = withResolvers();
  return new Promise((resolve, reject) => {
    let granted = false;
    const hold = (lock: Lock | null) => {
      granted = lock !== null;
      resolve(lock === null ? null : { release });
      return granted ? released : Promise.resolve();
    };
    // A request that was granted rejects for one reason only: the lock was stolen.
    manager.request(name, options, hold).catch((error) => (granted ? wishes.onLost() : reject(error)));
  });
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
