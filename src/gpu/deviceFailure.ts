/** What went wrong in the compiled plan's own work on the device, as StudioErrors that name the op. */
import { type StudioError, studioError } from '../common/errors';

const REPORT = 'Reload the page; if it happens again, report this sentence.';

/** `device-error`: a dispatch of `op` that the device refuses, with the device's own words. */
export function refusedDispatch(op: string, label: string, reason: string): StudioError {
  return studioError(
    'device-error',
    `The graphics device refused the operation "${op}" (${label}): ${reason}`,
    REPORT,
    op,
    reason,
  );
}

/** What the device says of a submit that it refuses as a whole. */
export function refusedSubmit(error: GPUError): StudioError {
  return studioError(
    'device-error',
    `The graphics device refused a step: ${error.message.split('\n', 1)[0]}`,
    REPORT,
    null,
    error.message,
  );
}

/**
 * Why waiting for the device failed: `device-lost` where it is gone, else `device-error`. Never `aborted`, which is
 * the user's own cancel, though reads are rejected with an AbortError where a device or a buffer goes.
 */
export async function failedWait(device: GPUDevice, cause: unknown): Promise<StudioError> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const lost = await Promise.race([device.lost, nothing(LOSS_NEWS_MS)]);
  if (!lost) {
    return studioError('device-error', `The graphics device failed: ${reason}`, REPORT, reason, cause);
  }
  return studioError(
    'device-lost',
    'The connection to the graphics device was lost.',
    'The driver was reset or updated, or an operation took too long. Reload the page; choose a smaller tile.',
    lost.message || null,
    cause,
  );
}

/** The news that a device is lost may come after the reads that it rejects. */
const LOSS_NEWS_MS = 200;

function nothing(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
