/** What a run has measured so far: the last loss and the time of each step. Times are shown, never decided by. */
import { median } from '../../common/median';

export class StepLog {
  private readonly times: number[] = [];
  private mark: number;
  /** Steps whose loss is known. */
  stepsDone = 0;
  finalLoss: number | null = null;

  constructor(private readonly now: () => number) {
    this.mark = now();
  }

  /** Starts the clock of the next step anew: what lay between (validation, a pause) is not the step's. */
  restart(): void {
    this.mark = this.now();
  }

  /** Notes a finished step; returns its wall time, ms. */
  finish(step: number, loss: number): number {
    const ms = this.now() - this.mark;
    this.restart();
    this.times.push(ms);
    this.stepsDone = step;
    this.finalLoss = loss;
    return ms;
  }

  /** Forgets the losses after `step`, which will be made again. */
  goBack(step: number): void {
    this.stepsDone = step;
    this.restart();
  }

  /** Median time of a step after the first, which compiles; null before there are two. */
  medianMs(): number | null {
    return median(this.times.slice(1));
  }
}
