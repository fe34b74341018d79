/** Lets only so many pieces of work be in flight on the device, in the order they were asked for. */

export class StepQueue {
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly mostInFlight: number) {}

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
    if (this.inFlight < this.mostInFlight) this.inFlight++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes to the longest waiting, so that a newcomer cannot overtake. */
  private handOver(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inFlight--;
  }
}
