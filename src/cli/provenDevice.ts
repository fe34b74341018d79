/** Before a command trains: the device's self-check, and what is left out because of it on standard error. */
import type { Norm } from '../domain/network';
import { proveDevice } from '../gpu/proveDevice';
import type { StudioDevice } from '../gpu/studioDevice';
import { report } from './progress';

/** Once an adapter. Throws `wrong-results` where no kind of kernels passes. */
export async function provenDevice(device: StudioDevice, norm: Norm): Promise<void> {
  const { kinds } = device;
  for (const { reason } of kinds.excluded) report(reason);
  // Also while kernels are timed, later.
  kinds.onFound = ({ reason }) => report(reason);
  await proveDevice(device, norm);
}
