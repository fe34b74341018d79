/** The user's hand on a run: pause, resume, stop. Takes effect between steps. */
import { throwIfAborted } from '../../common/abort';

export class TrainControl {
  private state: 'running' | 'paused' | 'stopped' = 'running';
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
