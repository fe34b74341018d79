/**
 * `DIR/checkpoint/`: the two slots of a run of the command line, and what its steps said up to then, so that `run.json`
 * of a resumed run tells all of them. Used by trainCommand.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { studioError } from '../common/errors';
import type { Bytes } from '../pipeline/train/checkpointFile';
import {
  CheckpointSlots,
  type FoundCheckpoint,
  newestCheckpoint,
  SLOTS,
  type Slot,
  type SlotReader,
  type SlotWriter,
} from '../pipeline/train/checkpointSlots';
import type { RunState } from '../pipeline/train/runState';
import { report } from './progress';

const HISTORY = 'history.json';

export class CheckpointFolder {
  private readonly folder: string;
  private slots: CheckpointSlots;
  /** Told once, until a write succeeds. */
  private isTold = false;

  /** `history` is asked at each checkpoint for what the run has said so far; plain data. */
  constructor(
    out: string,
    private readonly history: () => unknown,
  ) {
    this.folder = join(out, 'checkpoint');
    this.slots = new CheckpointSlots(this.store, null);
  }

  /** For a new run: what an earlier one left must not be taken for its own. */
  async clear(): Promise<void> {
    for (const name of [...SLOTS.map(fileName), HISTORY]) await rm(join(this.folder, name), { force: true });
  }

  /** What to go on from. Throws `no-checkpoint`, `bad-checkpoint`, `checkpoint-too-new`. */
  async newest(): Promise<FoundCheckpoint> {
    const found = await newestCheckpoint(this.store);
    if (found === null) throw noCheckpoint(this.folder);
    if (found.problem !== null) report(found.problem);
    this.slots = new CheckpointSlots(this.store, found);
    return found;
  }

  /** As it was at the newest checkpoint or after it; undefined where it is not there. */
  async pastHistory(): Promise<unknown> {
    const bytes = await readIfThere(join(this.folder, HISTORY));
    return bytes === null ? undefined : JSON.parse(bytes.toString());
  }

  /** Whether the state is on disk. A full disk is told on standard error, and ends no run. */
  keep(state: RunState): Promise<boolean> {
    return this.slots.write(state);
  }

  private readonly store: SlotReader & SlotWriter = {
    read: async (slot) => {
      const bytes = await readIfThere(join(this.folder, fileName(slot)));
      return bytes && new Uint8Array(bytes);
    },
    write: (slot, bytes) => this.tried(() => this.writeSlot(slot, bytes)),
  };

  /** The history first: one that says more than the state is cut to it, one that says less could not be mended. */
  private async writeSlot(slot: Slot, bytes: Bytes): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const history = join(this.folder, HISTORY);
    await writeThrough(`${history}.part`, new TextEncoder().encode(JSON.stringify(this.history())));
    await rename(`${history}.part`, history);
    await writeThrough(join(this.folder, fileName(slot)), bytes);
  }

  private async tried(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.isTold = false;
      return true;
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      if (!this.isTold) report(`the checkpoint could not be written, the one before it stays: ${reason}`);
      this.isTold = true;
      return false;
    }
  }
}

function fileName(slot: Slot): string {
  return `${slot}.safetensors`;
}

/** Down to the disk: only then may the other slot be written over. */
async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
}

function noCheckpoint(folder: string) {
  return studioError(
    'no-checkpoint',
    `There is no checkpoint in ${folder}.`,
    'A run writes its first one at its first validation. Train without --resume.',
    folder,
  );
}
