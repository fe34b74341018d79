/** Forgets what was timed and checked on a device, so that its next run does both again. Called by diagnostics. */
import type { PlanDevice } from '../planDevice';
import { checksKey } from '../proveKind';
import { planTimesKey } from './planTimes';

export async function forgetTimings({ tuning }: PlanDevice): Promise<void> {
  if (!tuning) return;
  const { store, adapter } = tuning;
  for (const key of [adapter, planTimesKey(adapter), checksKey(adapter)]) await store.write(key, {});
}
