/** The machine's GPU for one command. Errors outside any call go to standard error. */
import type { KernelChoice } from '../domain/kernels';
import { openWebGpu } from '../gpu/openWebGpu';
import type { StudioDevice } from '../gpu/studioDevice';
import { SavedTimings } from '../gpu/tuner/savedTimings';
import { report } from './progress';
import { timingsFile, timingsPath } from './timingsFile';

/** Kernels are timed and checked once an adapter: both are kept in the user's cache folder. */
export async function openDevice(kernels: KernelChoice = 'auto'): Promise<StudioDevice> {
  const damaged = () => report(`the kernel timings in ${timingsPath()} were damaged; they are made anew`);
  const device = await openWebGpu(({ code, message }) => report(`${code}: ${message}`), {
    timings: new SavedTimings(timingsFile(), damaged),
    kernels,
  });
  report(`computing on ${device.report.adapter}`);
  return device;
}
