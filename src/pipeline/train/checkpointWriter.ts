/**
 * Hands a run's states to whoever keeps them on disk, one at a time and beside the steps: while one is being written
 * the newest of the next ones waits. Owned by trainModel.
 */
import type { RunState } from './runState';

/**
 * Resolves once the state is on disk, to whether it is: who writes tells the user why it is not. A rejection ends the
 * run, at its next validation.
 */
export type WriteCheckpoint = (state: RunState) => Promise<boolean>;

export class CheckpointWriter {
  private waiting: RunState | null = null;
  private writing: Promise<void> | null = null;
  private failure: { readonly reason: unknown } | null = null;

  constructor(
    private readonly write: WriteCheckpoint,
    private readonly onWritten: (step: number) => void,
  ) {}

  /** Returns at once. Throws what an earlier write failed with. */
  take(state: RunState): void {
    this.throwFailure();
    this.waiting = state;
    this.writing ??= this.writeAll();
  }

  /** Resolves once nothing is being written any more. Rejects with what a write failed with. */
  async settled(): Promise<void> {
    await this.writing;
    this.throwFailure();
  }

  private async writeAll(): Promise<void> {
    try {
      for (let state = this.next(); state; state = this.next()) {
        if (await this.write(state)) this.onWritten(state.training.step);
      }
    } catch (reason) {
      this.failure = { reason };
    } finally {
      this.writing = null;
    }
  }

  private next(): RunState | null {
    const { waiting } = this;
    this.waiting = null;
    return waiting;
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.reason;
  }
}
