/** Asks for the patches of coming steps before they are needed, and hands them out in order. */
import type { Patch } from '../../domain/augment';

/** The patch of one (step, index); index counts within the batch. */
export type PatchSource = (step: number, index: number) => Promise<Patch>;

type Outcome = PromiseSettledResult<Patch[]>;

/** Steps whose patches are asked for before they are needed. */
const AHEAD = 2;

export class PatchQueue {
  private readonly ahead: Promise<Outcome>[] = [];
  private requested: number;

  /** Begins with step `from`. Requests at most two steps ahead of the one handed out, and none at or beyond `steps`. */
  constructor(
    private readonly source: PatchSource,
    private readonly batch: number,
    private readonly steps: number,
    { from }: { readonly from: number } = { from: 0 },
  ) {
    this.requested = from;
  }

  /** The next step's batch. Rejects with what the source rejected with, at the step it belongs to. */
  async next(): Promise<Patch[]> {
    this.fill();
    const outcome = await this.ahead.shift();
    this.fill();
    if (!outcome) throw new RangeError('every planned step has been handed out');
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  private fill(): void {
    while (this.ahead.length < AHEAD && this.requested < this.steps) {
      this.ahead.push(settled(this.request(this.requested++)));
    }
  }

  private request(step: number): Promise<Patch[]> {
    return Promise.all(Array.from({ length: this.batch }, (_, index) => this.source(step, index)));
  }
}

/** Held as a value, a failure waits for its step instead of being reported as unhandled. */
async function settled(work: Promise<Patch[]>): Promise<Outcome> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}
