/** The user's hand on a run: pause, resume, stop, another learning rate. Takes effect between steps. */
import { throwIfAborted } from '../../common/abort';
import { checkedNumber } from '../../domain/checkedNumber';

/** Of the schedule's learning rate. */
const FACTOR_LIMITS = { min: 1e-6, max: 1e6, whole: false } as const;

export class TrainControl {
  private state: 'running' | 'paused' | 'stopped' = 'running';
  private factor: number | null = null;
  private wake: () => void = () => undefined;

  get paused(): boolean {
    return this.state === 'paused';
  }

  get stopped(): boolean {
    return this.state === 'stopped';
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.become('running');
  }

  /** Ends the run after the current step; its weights are kept. Final. */
  stop(): void {
    this.become('stopped');
  }

  /** From the next step on the schedule's rate is multiplied by `factor`. Throws `bad-setting`. */
  changeRate(factor: number): void {
    checkedNumber('factor of the learning rate', factor, FACTOR_LIMITS);
    this.factor = factor;
  }

  /** A change that no step has seen yet, once; null where there is none. */
  takeRateChange(): number | null {
    const { factor } = this;
    this.factor = null;
    return factor;
  }

  /** Resolves once the run is not paused any more. Throws `aborted` where the signal fires meanwhile. */
  async untilNotPaused(signal?: AbortSignal): Promise<void> {
    if (this.state !== 'paused') return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    throwIfAborted(signal);
  }

  private become(state: 'running' | 'stopped'): void {
    this.state = state;
    this.wake();
  }
}
