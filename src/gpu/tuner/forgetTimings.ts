/** Forgets what was timed and checked on a device, so that its next run does both again. Called by diagnostics. */
import type { PlanDevice } from '../planDevice';
import { checksKey } from '../proveKind';
import { planTimesKey } from './planTimes';
import { timedPlansKey } from './timedPlans';

export async function forgetTimings({ tuning }: PlanDevice): Promise<void> {
  if (!tuning) return;
  const { store, adapter } = tuning;
  const keys = [adapter, planTimesKey(adapter), timedPlansKey(adapter), checksKey(adapter)];
  for (const key of keys) await store.write(key, {});
}
