/** In which order the tiles of a plan's shapes are timed, for as long as there is time. Pure; called by tuneKernels. */
import type { TuningPoint } from '../../kernels/correlation/tuning';

/** Tiles of the heaviest shape of each pass that are timed before all others. */
const FIRST_TILES = 2;

export interface TuningTurn<Task> {
  readonly task: Task;
  /** How many of its likeliest tiles. */
  readonly most: number;
}

/**
 * The likeliest tiles of the heaviest shape of each pass first, whose winner decides for the shapes that get no time;
 * then all of every shape. Tasks come heaviest first.
 */
export function tuningTurns<Task extends Pick<TuningPoint, 'role'>>(
  tasks: readonly Task[],
): TuningTurn<Task>[] {
  const leaders = tasks.filter(({ role }, at) => tasks.findIndex((one) => one.role === role) === at);
  return [
    ...leaders.map((task) => ({ task, most: FIRST_TILES })),
    ...tasks.map((task) => ({ task, most: Number.POSITIVE_INFINITY })),
  ];
}
