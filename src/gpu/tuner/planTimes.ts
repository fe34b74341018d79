/** What measuring a whole plan teaches of its kernels, kept beside the tuner's own times for later estimates. */
import { tuningPoint } from '../../kernels/correlation/tuning';
import type { PlannedDispatch } from '../../network/lowerings/webgpu/compiledPlan';
import type { PlanDevice } from '../planDevice';
import { LIGHT, lightKind, touchedMiB } from './dispatchCosts';
import type { KernelTimes } from './tuningStore';

/**
 * The name of these times in the store: not among the tuner's, of which each is the best of several samples and any
 * would take part in its choice.
 */
export function planTimesKey(adapter: string): string {
  return `${adapter}; in plans`;
}

/** Keeps what was measured of a plan's dispatches, ms; where nothing is tuned, nothing is kept. */
export async function keepPlanTimes(
  { tuning }: PlanDevice,
  measured: ReadonlyMap<PlannedDispatch, number>,
): Promise<void> {
  if (!tuning) return;
  const key = planTimesKey(tuning.adapter);
  await tuning.store.write(key, withPlanTimes(await tuning.store.read(key), measured));
}

/** `known` with the new times in place of older ones. Pure. */
export function withPlanTimes(
  known: KernelTimes,
  measured: ReadonlyMap<PlannedDispatch, number>,
): KernelTimes {
  const times: Record<string, Readonly<Record<string, number>>> = { ...known };
  const light = new Map<string, { ms: number; mib: number }>();
  for (const [{ program }, ms] of measured) {
    const point = tuningPoint(program);
    if (point) {
      times[point.key] = { ...times[point.key], [point.tile]: ms / point.share };
      continue;
    }
    const kind = lightKind(program);
    const sum = light.get(kind) ?? { ms: 0, mib: 0 };
    light.set(kind, { ms: sum.ms + ms, mib: sum.mib + touchedMiB(program) });
  }
  for (const [kind, { ms, mib }] of light) times[kind] = { [LIGHT]: ms / mib };
  return times;
}
