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
      await lock.release();
      await other.release();
    },
  },
  {
    name: 'released, it is free again',
    run: async (here, there) => {
      await (await here.take('three', polite))?.release();
      const again = await there.take('three', polite);
      assert(again !== null, 'a lock that was released is granted at once');
      await again.release();
      await again.release();
      const third = await here.take('three', polite);
      assert(third !== null, 'and after it was released twice');
      await third.release();
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
      await loser.release();
      assert((await here.take('four', polite)) === null, 'the winner still holds it');
      await winner.release();
      const next = await here.take('four', polite);
      assert(next !== null, 'what the winner released is free');
      await next.release();
      assert(told === 1, 'and is not told again');
    },
  },
];

function aMoment(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}
