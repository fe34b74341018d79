/** No training on a device that computes wrong: the self-check before the first run on an adapter. */
import { studioError } from '../common/errors';
import type { KernelKind } from '../domain/kernels';
import type { Norm } from '../domain/network';
import { planDevice } from './planDevice';
import { proveKind } from './proveKind';
import type { StudioDevice } from './studioDevice';

/**
 * Resolves once a kind of kernels has passed: the one that the device begins with, else the other, and the device
 * begins with that from then on. At once where that is known already, and in slow mode. Throws `wrong-results` where
 * none passes.
 */
export async function proveDevice(device: StudioDevice, norm: Norm): Promise<void> {
  const tried = new Map<KernelKind, string>();
  for (;;) {
    const planned = planDevice(device);
    const kind = planned?.variants.forward;
    if (!planned || (kind !== 'direct' && kind !== 'tiled')) return;
    const fault = tried.get(kind) ?? (await proveKind(planned, kind, norm));
    if (fault === null) return;
    if (tried.has(kind)) throw wrongResults(device.report.adapter, fault);
    tried.set(kind, fault);
  }
}

function wrongResults(adapter: string, fault: string) {
  return studioError(
    'wrong-results',
    `The graphics device ${adapter} computes wrong: ${fault}.`,
    'Update the graphics driver or the browser, or use slow mode. Diagnostics, in the status bar, tells more.',
    adapter,
  );
}
