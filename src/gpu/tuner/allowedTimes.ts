/** Timings without those of kinds of kernels that the device may not use. Pure. */
import { kindOfTile } from '../../kernels/correlation/kindOfTile';
import type { KernelKinds } from '../kernelKinds';
import type { KernelTimes } from './tuningStore';

export function allowedTimes(times: KernelTimes, kinds: KernelKinds | undefined): KernelTimes {
  if (!kinds) return times;
  const allowed = Object.entries(times).map(([key, tiles]) => {
    return [
      key,
      Object.fromEntries(Object.entries(tiles).filter(([tile]) => kinds.allows(kindOfTile(tile)))),
    ];
  });
  return Object.fromEntries(allowed);
}
