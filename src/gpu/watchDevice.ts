/** Turns what a GPUDevice reports outside any call into StudioErrors. tf.js listens to none of it. */
import { studioError } from '../common/errors';
import type { DeviceErrorListener } from './studioDevice';

/** Listens for the life of the device; silent once the device was destroyed on purpose. */
export function watchDevice(device: GPUDevice, onError: DeviceErrorListener): void {
  let refused = false;
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    const error = uncapturedError((event as GPUUncapturedErrorEvent).error);
    // What is refused after the first refusal mostly follows from it.
    if (error.code === 'device-error' && refused) return;
    refused ||= error.code === 'device-error';
    onError(error);
  });
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') onError(lostDevice(message));
  });
}

function uncapturedError(error: GPUError) {
  const outOfMemory = error.constructor.name === 'GPUOutOfMemoryError';
  if (outOfMemory) {
    return studioError(
      'out-of-memory',
      'The graphics device ran out of memory.',
      'Choose a smaller tile, batch or network width, and close other pages that use the graphics device.',
      error.message,
    );
  }
  return studioError(
    'device-error',
    'The graphics device refused an operation.',
    'Results since then are not to be trusted. Reload the page; if it happens again, report this sentence.',
    error.message,
  );
}

function lostDevice(message: string) {
  return studioError(
    'device-lost',
    'The connection to the graphics device was lost.',
    'The driver was reset or updated, or an operation took too long. Reload the page; choose a smaller tile.',
    message || null,
  );
}
