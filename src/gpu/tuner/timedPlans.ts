/** Which plans have had their time on an adapter: their next start takes what is known and times nothing more. */
import type { TuningPoint } from '../../kernels/correlation/tuning';
import type { TuningOptions } from './tuneKernels';

type Tuned = Pick<TuningOptions, 'store' | 'adapter' | 'kinds'>;

/** A plan is known by its shapes and the kinds of kernels asked for: `tasks` are all that are worth timing. */
export async function hadItsTime(
  { store, adapter, kinds }: Tuned,
  tasks: readonly TuningPoint[],
): Promise<boolean> {
  return nameOf(tasks, kinds) in (await store.read(timedPlansKey(adapter)));
}

export async function noteItsTime(
  { store, adapter, kinds }: Tuned,
  tasks: readonly TuningPoint[],
): Promise<void> {
  const key = timedPlansKey(adapter);
  await store.write(key, { ...(await store.read(key)), [nameOf(tasks, kinds)]: {} });
}

export function timedPlansKey(adapter: string): string {
  return `${adapter}; plans that had their time`;
}

function nameOf(tasks: readonly TuningPoint[], kinds: Tuned['kinds']): string {
  const work = tasks.reduce((sum, task) => sum + task.work, 0);
  const first = tasks[0]?.key ?? 'none';
  return `${kinds?.choice ?? 'auto'}, ${tasks.length} shapes, ${work} multiply-adds, ${first}`;
}
