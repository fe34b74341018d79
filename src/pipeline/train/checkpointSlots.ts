/**
 * Two places for the checkpoints of one run, written in turn: however a write ends, the checkpoint before it is whole.
 * Where they are (a project, a folder) is the host's matter.
 */
import { StudioError } from '../../common/errors';
import { type Bytes, type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpointFile';
import type { RunState } from './runState';

export const SLOTS = ['a', 'b'] as const;

export type Slot = (typeof SLOTS)[number];

export interface SlotReader {
  /** Null where nothing is in the slot. A failure ends the search: what cannot be read now may be whole, and the newest. */
  read(slot: Slot): Promise<Bytes | null>;
}

export interface SlotWriter {
  /** Replaces what is in the slot. False where it could not, which whoever owns the place has told. */
  write(slot: Slot, bytes: Bytes, state: RunState): Promise<boolean>;
}

export interface FoundCheckpoint extends Checkpoint {
  readonly slot: Slot;
  /** One sentence where a slot could not be read; null otherwise. */
  readonly problem: string | null;
}

/**
 * The newest whole checkpoint; null where there is none and never was. Throws what the store throws, `bad-checkpoint`
 * where there are only damaged ones, and `checkpoint-too-new` where a newer studio wrote one: going on from an older one would lose its work.
 */
export async function newestCheckpoint(store: SlotReader): Promise<FoundCheckpoint | null> {
  const found: Omit<FoundCheckpoint, 'problem'>[] = [];
  let failure: StudioError | null = null;
  for (const slot of SLOTS) {
    const bytes = await store.read(slot);
    const read = bytes && outcome(() => readCheckpoint(bytes, `Checkpoint ${slot}`));
    if (read instanceof StudioError && read.code === 'checkpoint-too-new') throw read;
    if (read instanceof StudioError) failure = read;
    else if (read !== null) found.push({ ...read, slot });
  }
  found.sort((one, other) => other.generation - one.generation);
  const [newest] = found;
  if (newest === undefined && failure !== null) throw failure;
  return newest === undefined ? null : { ...newest, problem: failure && fallenBack(failure, newest) };
}

/** Writes a run's states, one after the other and each to the slot that holds the older one. */
export class CheckpointSlots {
  private turn: Promise<unknown> = Promise.resolve();
  private generation: number;
  private slot: Slot;

  /** `before` is what the run goes on from, which stays until a newer one is whole; null for a new run. */
  constructor(
    private readonly store: SlotWriter,
    before: Pick<FoundCheckpoint, 'generation' | 'slot'> | null,
  ) {
    this.generation = (before?.generation ?? 0) + 1;
    this.slot = before === null ? 'a' : otherSlot(before.slot);
  }

  /** Whether the state is kept; where it is not, the next one goes to the same slot, so that the older one stays. */
  write(state: RunState): Promise<boolean> {
    const written = this.turn.then(() => this.writeNow(state));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async writeNow(state: RunState): Promise<boolean> {
    const bytes = writeCheckpoint({ state, generation: this.generation });
    const isKept = await this.store.write(this.slot, bytes, state);
    if (isKept) {
      this.generation += 1;
      this.slot = otherSlot(this.slot);
    }
    return isKept;
  }
}

function otherSlot(slot: Slot): Slot {
  return slot === 'a' ? 'b' : 'a';
}

function outcome<T>(work: () => T): T | StudioError {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
}

function fallenBack(failure: StudioError, { state, slot }: Omit<FoundCheckpoint, 'problem'>): string {
  return `${failure.message} In its place stands checkpoint ${slot}, after step ${state.training.step}.`;
}
