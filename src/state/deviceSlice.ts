/** What computes. Opened once at start; the slow mode only where the user chooses it. */
import { type ErrorData, toErrorData } from '../common/errors';
import type { Backend, DeviceReport } from '../domain/device';
import { endedBy, IDLE, type Job } from './job';
import { reportError, type SliceContext } from './sliceContext';

export interface DeviceState {
  readonly job: Job<{ readonly backend: Backend }, { readonly report: DeviceReport }>;
}

export const INITIAL_DEVICE: DeviceState = { job: IDLE };

export interface DeviceActions {
  /** Never rejects: the reason for a failure stands in the slice, and the page shows it there. */
  open(backend: Backend): Promise<void>;
  /** Reported outside any call: a lost device has to be opened again, anything else is a notice. */
  onError(error: ErrorData): void;
}

export function createDeviceActions(context: SliceContext): DeviceActions {
  const open = async (backend: Backend) => {
    context.patch('device', { job: { status: 'running', startedMs: context.host.now(), backend } });
    try {
      const deviceReport = await context.engine.openDevice(backend);
      context.patch('device', { job: { status: 'done', report: deviceReport } });
    } catch (thrown) {
      context.patch('device', { job: endedBy(toErrorData(thrown)) });
    }
  };
  const onError = (error: ErrorData) => {
    if (error.code === 'device-lost') context.patch('device', { job: { status: 'failed', error } });
    else reportError(context, error);
  };
  return { open, onError };
}
