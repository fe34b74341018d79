/** How long work takes, whoever else uses the machine. For the benches that run in one Node process. */
import process from 'node:process';

/**
 * Mean processor time of one call, ms, over at least `leastCalls` and `leastMs`: what a core is busy with it. Collecting
 * garbage and compiling, which other threads do, count as well.
 */
export function processorMs(work: () => unknown, leastMs: number, leastCalls: number): number {
  const started = process.cpuUsage();
  let calls = 0;
  let spent = 0;
  while (spent < leastMs || calls < leastCalls) {
    work();
    calls++;
    const { user, system } = process.cpuUsage(started);
    spent = (user + system) / 1000;
  }
  return spent / calls;
}

/** To three digits behind the point. */
export function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
