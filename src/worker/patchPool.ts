/**
 * The patch workers, as one: each request goes to the worker with the fewest under way. Without workers (in tests, on
 * the command line) patches are drawn where they are asked for. Used by PatchDesk.
 */
import { wrap } from 'comlink';
import type { Patch, PatchKey } from '../domain/augment';
import type { TrainingImage } from '../domain/example';
import type { TrainPlan } from '../domain/train';
import type { PreviewedPatch } from '../pipeline/augment/preview';
import { type PatchWorker, PatchWorkerSession } from './patchWorkerSession';

/** Bytes that copies of the images may take in all workers together; a larger set gets fewer workers. */
const COPIED_BYTES = 2 ** 30;

interface Member {
  readonly worker: PatchWorker;
  /** Requests under way. */
  busy: number;
}

/** The images of one dataset in the workers that hold them. */
export interface PooledImages {
  readonly dataset: number;
  readonly members: readonly Member[];
}

export class PatchPool {
  private readonly members: Member[] = [];
  private readonly held = new Set<number>();
  private next = 0;

  add(port: MessagePort): void {
    this.members.push({ worker: wrap<PatchWorker>(port), busy: 0 });
  }

  /** Hands the images to as many workers as their size allows, at least one. They are kept until `release`. */
  async hold(images: readonly TrainingImage[]): Promise<PooledImages> {
    const dataset = this.next++;
    this.held.add(dataset);
    const fitting = Math.max(1, Math.floor(COPIED_BYTES / Math.max(1, bytesOf(images))));
    const own = this.members.length === 0 ? [{ worker: new PatchWorkerSession(), busy: 0 }] : this.members;
    const members = own.slice(0, fitting);
    const taken = await Promise.allSettled(members.map(({ worker }) => worker.take(dataset, images)));
    const refused = taken.find((one) => one.status === 'rejected');
    if (refused === undefined) return { dataset, members };
    // What other workers took would stay for good: nobody gets to know its name.
    await this.release({ dataset, members });
    throw refused.reason;
  }

  /** The workers forget the images. */
  async release({ dataset }: PooledImages): Promise<void> {
    this.held.delete(dataset);
    const kept = [...this.held];
    await Promise.all(this.members.map(({ worker }) => worker.keep(kept)));
  }

  patch({ dataset, members }: PooledImages, plan: TrainPlan, key: PatchKey): Promise<Patch> {
    return byLeastBusy(members, (worker) => worker.patch(dataset, plan, key));
  }

  preview({ dataset, members }: PooledImages, plan: TrainPlan, key: PatchKey): Promise<PreviewedPatch> {
    // The same worker for the same place of the strip: it remembers the patch as it was without augmentation.
    const member = members[key.index % members.length];
    return byLeastBusy(member === undefined ? [] : [member], (worker) => worker.preview(dataset, plan, key));
  }
}

async function byLeastBusy<T>(
  members: readonly Member[],
  ask: (worker: PatchWorker) => Promise<T>,
): Promise<T> {
  const [first, ...others] = members;
  if (first === undefined) throw new Error('a pool of patch workers is empty');
  const member = others.reduce((least, other) => (other.busy < least.busy ? other : least), first);
  member.busy += 1;
  try {
    return await ask(member.worker);
  } finally {
    member.busy -= 1;
  }
}

function bytesOf(images: readonly TrainingImage[]): number {
  return images.reduce(
    (sum, { image, labels }) =>
      sum + image.data.byteLength + labels.classes.byteLength + (labels.instances?.byteLength ?? 0),
    0,
  );
}
