/** What project locks have to do, as cases that throw where they do not; run in Node and in a browser's workers. */
import { assert } from '../common/assert';
import type { ProjectLocks } from '../storage/projectLocks';

export interface LockCase {
  readonly name: string;
  /** Two holders that see each other's locks: two tabs, or one twice. */
  run(here: ProjectLocks, there: ProjectLocks): Promise<void>;
}

const polite = { takeOver: false, onLost: () => undefined };

export const LOCK_CASES: readonly LockCase[] = [
  {
    name: 'one holder at a time, for each project on its own',
    run: async (here, there) => {
      const lock = await here.take('one', polite);
      assert(lock !== null, 'a free lock is granted');
      assert((await there.take('one', polite)) === null, 'a held lock is not granted elsewhere');
      assert((await here.take('one', polite)) === null, 'nor a second time here');
      const other = await there.take('two', polite);
      assert(other !== null, 'another project is free');
      lock.release();
      other.release();
    },
  },
  {
    name: 'released, it is free again',
    run: async (here, there) => {
      (await here.take('three', polite))?.release();
      const again = await untilGranted(there, 'three');
      again.release();
      again.release();
      (await untilGranted(here, 'three')).release();
    },
  },
  {
    name: 'taken over, the loser is told once and its release frees nothing',
    run: async (here, there) => {
      let told = 0;
      const onLost = () => {
        told++;
      };
      const loser = await here.take('four', { takeOver: false, onLost });
      assert(loser !== null, 'a free lock is granted');
      const winner = await there.take('four', { takeOver: true, onLost: () => undefined });
      assert(winner !== null, 'a lock taken over is granted');
      for (let turn = 0; turn < 200 && told === 0; turn++) await aMoment();
      assert(told === 1, `the loser is told once, not ${told} times`);
      loser.release();
      await aMoment();
      assert((await here.take('four', polite)) === null, 'the winner still holds it');
      winner.release();
      (await untilGranted(here, 'four')).release();
      assert(told === 1, 'and is not told again');
    },
  },
];

/** A browser frees a lock a moment after it was released. */
async function untilGranted(locks: ProjectLocks, id: string) {
  for (let turn = 0; turn < 200; turn++) {
    const lock = await locks.take(id, polite);
    if (lock !== null) return lock;
    await aMoment();
  }
  throw new Error(`the lock of ${id} was never granted`);
}

function aMoment(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}
