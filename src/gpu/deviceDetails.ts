/** All that can be told of an open device: for the diagnostics page. */
import type { DeviceDetails } from '../domain/diagnostics';
import { planDevice } from './planDevice';
import type { StudioDevice } from './studioDevice';
import { allowedTimes } from './tuner/allowedTimes';
import { timedKernels } from './tuner/timedKernels';

export async function deviceDetails(device: StudioDevice): Promise<DeviceDetails> {
  const { gpu, report, kinds } = device;
  const tuning = planDevice(device)?.tuning;
  return {
    report,
    features: gpu ? [...gpu.features].sort() : [],
    limits: gpu ? limitsOf(gpu.limits) : {},
    variants: variantsOf(device),
    kernels: kinds.choice,
    excluded: kinds.excluded,
    timed: tuning ? timedKernels(allowedTimes(await tuning.store.read(tuning.adapter), kinds)) : [],
  };
}

/** The kernels' choices by kind; a tile's sizes as they are. */
function variantsOf(device: StudioDevice): Record<string, string> {
  const chosen = Object.entries(planDevice(device)?.variants ?? {});
  return Object.fromEntries(
    chosen.map(([kind, choice]) => [kind, typeof choice === 'string' ? choice : JSON.stringify(choice)]),
  );
}

/** The limits are getters of the object's class. */
function limitsOf(limits: GPUSupportedLimits): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}
