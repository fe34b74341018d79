/** The preparation worker of a tab over a disk, without a worker: for tests of what is kept there. */
import type { EngineEvent } from '../engine/protocol';
import { makeFileStore } from '../storage/fileStore';
import { memoryLocks } from '../storage/memoryLocks';
import type { RawFiles } from '../storage/rawFiles';
import { storageUse } from '../storage/storageUse';
import { PreparationSession } from '../worker/preparationSession';
import { nodeDataHost } from './nodeDataHost';

/** With its project open; `events` are all that it tells. */
export async function preparationTab(disk: RawFiles) {
  let clock = 0;
  const files = makeFileStore(disk);
  const preparation = new PreparationSession(nodeDataHost, async () => ({
    files,
    locks: memoryLocks(),
    now: () => ++clock,
    use: () => storageUse(files, 'memory', null),
  }));
  const events: EngineEvent[] = [];
  preparation.subscribe((event) => events.push(event));
  await preparation.openProject(null, false);
  return { preparation, events };
}
