/** Counts the bytes of the arrays that a piece of work holds, so that a bound on its memory can be told and tested. */

export class HeldBytes {
  private now = 0;
  private most = 0;

  /** The most that were held at the same time. */
  get peak(): number {
    return this.most;
  }

  hold(bytes: number): void {
    this.now += bytes;
    this.most = Math.max(this.most, this.now);
  }

  release(bytes: number): void {
    this.now -= bytes;
  }
}
