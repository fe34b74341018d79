/** The tuner's choices as a list to be read. Pure. */
import type { TimedKernel } from '../../domain/kernels';
import type { KernelTimes } from './tuningStore';

/** The dearest shape first. */
export function timedKernels(times: KernelTimes): TimedKernel[] {
  const winners = Object.entries(times).flatMap(([shape, tiles]): TimedKernel[] => {
    const [first, second] = Object.entries(tiles).toSorted(([, a], [, b]) => a - b);
    if (!first) return [];
    const [tile, ms] = first;
    return [{ shape, tile, ms, runnerUp: second && ms > 0 ? second[1] / ms : null }];
  });
  return winners.toSorted((a, b) => b.ms - a.ms);
}
