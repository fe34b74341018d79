/** No training on a device that computes wrong: the self-check before the first run on an adapter. */
import { studioError } from '../common/errors';
import type { SelfCheck } from '../domain/diagnostics';
import type { Norm } from '../domain/network';
import { planDevice } from '../gpu/planDevice';
import { selfCheck } from '../gpu/selfCheck';
import type { StudioDevice } from '../gpu/studioDevice';
import type { CheckedAdapters } from './checkedAdapters';

/** Throws `wrong-results`; resolves at once where the adapter has passed before, and in slow mode. */
export async function proveDevice(device: StudioDevice, norm: Norm, checked: CheckedAdapters): Promise<void> {
  const { adapter } = device.report;
  const planned = planDevice(device);
  if (!planned || (await checked.has(adapter, norm))) return;
  const check = await selfCheck(planned, norm);
  if (!check.passed) throw wrongResults(adapter, check);
  await checked.add(adapter, norm);
}

function wrongResults(adapter: string, { worst, tolerance }: SelfCheck) {
  return studioError(
    'wrong-results',
    `The graphics device ${adapter} computes wrong: the ${worst.name} of a test network is off by ` +
      `${worst.error.toPrecision(2)} of its size, where ${tolerance} is allowed.`,
    'Update the graphics driver or the browser, or use slow mode. Diagnostics, in the status bar, tells more.',
    worst.name,
  );
}
