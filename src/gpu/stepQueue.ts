/** Lets at most two pieces of work be in flight on the device, in the order they were asked for. */

/** One computes while the next is being prepared; more would only delay pausing and the desktop. */
const MOST_IN_FLIGHT = 2;

export class StepQueue {
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];

  /** Calls `start` once there is room; its promise is the work's end. */
  async run<T>(start: () => Promise<T>): Promise<T> {
    await this.room();
    try {
      return await start();
    } finally {
      this.handOver();
    }
  }

  private async room(): Promise<void> {
    if (this.inFlight < MOST_IN_FLIGHT) this.inFlight++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes to the longest waiting, so that a newcomer cannot overtake. */
  private handOver(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inFlight--;
  }
}
