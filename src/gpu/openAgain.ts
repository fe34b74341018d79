/** Opens the GPU again after it was lost: a driver that resets itself may take some seconds. Called while training. */
import { type KernelOptions, openWebGpu } from './openWebGpu';
import type { DeviceErrorListener, StudioDevice } from './studioDevice';

/** Waited before each try, ms. */
const WAITS = [0, 1000, 4000] as const;

/** Rejects as openWebGpu does, with the last try's error. */
export async function openAgain(onError: DeviceErrorListener, options: KernelOptions): Promise<StudioDevice> {
  let failure: unknown = null;
  for (const wait of WAITS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      return await openWebGpu(onError, options);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
