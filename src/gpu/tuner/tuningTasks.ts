/** What of a plan is worth timing: its kernels that have several tiles, each shape once, the heaviest first. Pure. */
import { type TuningPoint, tuningPoint } from '../../kernels/correlation/tuning';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';

export function tuningTasks(plan: CompiledPlan): TuningPoint[] {
  const counted = new Map<string, { point: TuningPoint; work: number }>();
  for (const { program } of [...plan.firstMicroBatch, ...plan.update]) {
    const point = tuningPoint(program);
    if (!point) continue;
    const known = counted.get(point.key);
    if (known) known.work += point.work;
    else counted.set(point.key, { point, work: point.work });
  }
  return [...counted.values()].toSorted((a, b) => b.work - a.work).map(({ point }) => point);
}
