/**
 * Images on their way through prediction: one is read, one is on the device, one is scored and kept, all at the same time,
 * each in its turn. No more than these three are in memory. Used by NetworkSession.
 */
export class PredictLine {
  private readonly reading = new Turnstile();
  private readonly computing = new Turnstile();
  private readonly keeping = new Turnstile();

  /** Resolves to what `keep` gives; rejects with what any of the three throws, and lets the next image pass. */
  async through<Source, Made, Kept>(
    read: () => Promise<Source>,
    compute: (source: Source) => Promise<Made>,
    keep: (made: Made) => Promise<Kept>,
  ): Promise<Kept> {
    const [source, toCompute] = await passedOn(await this.reading.enter(), read, this.computing);
    const [made, toKeep] = await passedOn(toCompute, () => compute(source), this.keeping);
    try {
      return await keep(made);
    } finally {
      toKeep();
    }
  }
}

type Leave = () => void;

/** Stays in its place until the next one is free: what is finished there has to wait somewhere. */
async function passedOn<T>(leave: Leave, work: () => Promise<T>, next: Turnstile): Promise<[T, Leave]> {
  try {
    const done = await work();
    return [done, await next.enter()];
  } finally {
    leave();
  }
}

/** Lets one in at a time, in the order in which they came. */
class Turnstile {
  private last: Promise<void> = Promise.resolve();

  async enter(): Promise<Leave> {
    const before = this.last;
    let leave: Leave = () => undefined;
    this.last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}
