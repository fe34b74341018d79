/** What the results worker asks of a browser for files under way: its private file system and its locks. */
import { memoryLocks } from '../storage/memoryLocks';
import { openScratch } from '../storage/openScratch';
import { webLocks } from '../storage/webLocks';
import { MEMORY_HOST, type ScratchHost } from './resultsDesk';

/** In memory where there is no private file system; the page says so beside the export. */
export async function browserScratch(): Promise<ScratchHost> {
  const { storage, locks } = navigator as Partial<WorkerNavigator>;
  const folder = await openScratch(storage, locks === undefined ? memoryLocks() : webLocks(locks));
  return folder ?? MEMORY_HOST;
}
