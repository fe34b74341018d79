/** The machine's GPU for one command. Errors outside any call go to standard error. */
import { openWebGpu } from '../gpu/openWebGpu';
import type { StudioDevice } from '../gpu/studioDevice';
import { report } from './progress';

export async function openDevice(): Promise<StudioDevice> {
  const device = await openWebGpu(({ code, message }) => report(`${code}: ${message}`));
  report(`computing on ${device.report.adapter}`);
  return device;
}
