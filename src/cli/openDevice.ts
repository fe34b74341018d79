/** The machine's GPU for one command. Errors outside any call go to standard error. */
import { openWebGpu } from '../gpu/openWebGpu';
import type { StudioDevice } from '../gpu/studioDevice';
import { SavedTimings } from '../gpu/tuner/savedTimings';
import { kernelChoice } from './kernelChoice';
import { report } from './progress';
import { timingsFile, timingsPath } from './timingsFile';

/**
 * Kernels are timed and checked once an adapter: both are kept in the user's cache folder. `$STUDIO_KERNELS` forces a
 * kind of kernels. Throws `bad-option` where it names none, and as openWebGpu does.
 */
export async function openDevice(): Promise<StudioDevice> {
  const damaged = () => report(`the kernel timings in ${timingsPath()} were damaged; they are made anew`);
  const device = await openWebGpu(({ code, message }) => report(`${code}: ${message}`), {
    timings: new SavedTimings(timingsFile(), damaged),
    kernels: kernelChoice(process.env.STUDIO_KERNELS || 'auto'),
  });
  report(`computing on ${device.report.adapter}`);
  return device;
}
