/** The diagnostics page: the device in numbers, whether it computes right, how fast it is. */
import { toErrorData } from '../common/errors';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { KernelChoice } from '../domain/kernels';
import { endedBy, IDLE, type Job } from './job';
import { report, type SliceContext } from './sliceContext';

export interface DiagnosticsState {
  readonly open: boolean;
  readonly details: Job<object, { readonly details: DeviceDetails }>;
  readonly check: Job<object, { readonly checks: readonly SelfCheck[] }>;
  /** The result is null in slow mode. */
  readonly benchmark: Job<object, { readonly result: Benchmark | null }>;
}

export const INITIAL_DIAGNOSTICS: DiagnosticsState = {
  open: false,
  details: IDLE,
  check: IDLE,
  benchmark: IDLE,
};

/** None rejects: failures stand in the jobs. */
export interface DiagnosticsActions {
  /** Shows the page and asks for the device's details. */
  open(): Promise<void>;
  close(): void;
  selfCheck(): Promise<void>;
  benchmark(): Promise<void>;
  /** A refusal is told as a notice. */
  setKernels(choice: KernelChoice): Promise<void>;
  forgetTimings(): Promise<void>;
}

type DiagnosticsJob = 'details' | 'check' | 'benchmark';

export function createDiagnosticsActions(context: SliceContext): DiagnosticsActions {
  const { engine, host } = context;
  const work = async <T extends object>(job: DiagnosticsJob, call: () => Promise<T>) => {
    if (context.get().diagnostics[job].status === 'running') return;
    context.patch('diagnostics', { [job]: { status: 'running', startedMs: host.now() } });
    try {
      const result = await call();
      context.patch('diagnostics', { [job]: { status: 'done', ...result } });
    } catch (thrown) {
      context.patch('diagnostics', { [job]: endedBy(toErrorData(thrown)) });
    }
  };
  const change = async (call: () => Promise<DeviceDetails>) => {
    try {
      context.patch('diagnostics', { details: { status: 'done', details: await call() } });
    } catch (thrown) {
      report(context, thrown);
    }
  };
  return {
    open: () => {
      context.patch('diagnostics', { open: true });
      return work('details', async () => ({ details: await engine.deviceDetails() }));
    },
    close: () => context.patch('diagnostics', { open: false }),
    selfCheck: () => work('check', async () => ({ checks: await engine.selfCheck() })),
    setKernels: (choice) => change(() => engine.setKernels(choice)),
    forgetTimings: () => change(() => engine.forgetTimings()),
    benchmark: () => work('benchmark', async () => ({ result: await engine.benchmark() })),
  };
}
