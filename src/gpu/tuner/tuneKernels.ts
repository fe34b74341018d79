/**
 * Times the kernels of a plan on this device, the heaviest shapes first and their likeliest tiles first, within a
 * budget, and chooses. Called before training, never for a plan that is forced or resumed.
 */
import { throwIfAborted } from '../../common/abort';
import { hasCode } from '../../common/errors';
import { kindOfTile } from '../../kernels/correlation/kindOfTile';
import type { TuningPoint } from '../../kernels/correlation/tuning';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import type { DeviceMemory } from '../deviceMemory';
import type { KernelKinds } from '../kernelKinds';
import { allowedTimes } from './allowedTimes';
import { chooseTiles } from './chooseTiles';
import { hadItsTime, noteItsTime } from './timedPlans';
import { timeTiles } from './timeTiles';
import type { KernelTimes, TuningStore } from './tuningStore';
import { tuningTasks } from './tuningTasks';
import { tuningTurns } from './tuningTurns';

export interface TuningOptions {
  readonly memory: DeviceMemory;
  /** The name of the adapter's timings in the store. */
  readonly adapter: string;
  readonly store: TuningStore;
  /** What is taken where nothing is timed; its kind says which tiles are tried first. */
  readonly base: KernelVariants;
  /** No tile is begun after so long, ms. */
  readonly budgetMs?: number;
  /** Pipelines compiled, at most. */
  readonly pipelines?: number;
  /** A clock in ms. */
  readonly now?: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Which kinds may be timed and chosen; without it all. */
  readonly kinds?: KernelKinds | undefined;
  readonly onProgress?: TuningProgress | undefined;
}

/** Told before each tile and at the end: pipelines timed, and the most that may be. */
export type TuningProgress = (done: number, total: number) => void;

const TUNING_BUDGET = { ms: 5000, pipelines: 40 } as const;

/** Of the time that is granted to a run: where timing kernels would take more, fewer are timed. */
const TUNING_SHARE = 0.1;

/** Multiply-adds below which a kernel takes about as long to launch as to run, whatever its tile. */
const LEAST_WORK = 4e6;

/**
 * The variants for the plan's shapes, from what was kept and what was timed now; both are kept, and a plan that had its
 * time before gets no more. Rejects with `aborted`
 * (what was timed is kept), `device-error` where a tile does not compile, `device-lost`.
 */
export async function tuneKernels(plan: CompiledPlan, options: TuningOptions): Promise<KernelVariants> {
  const tasks = tuningTasks(plan).filter(({ work }) => work >= LEAST_WORK);
  const { store, adapter, kinds } = options;
  const tuning = new Tuning(options, await store.read(adapter));
  const left = (await hadItsTime(options, tasks)) ? [] : tasks;
  for (const { task, most } of tuningTurns(left)) {
    try {
      await tuning.take(task, most);
    } finally {
      // Shape by shape: a process that is killed has kept all but the last.
      if (tuning.changed()) await store.write(adapter, tuning.times);
    }
  }
  tuning.end();
  if (left.length > 0) await noteItsTime(options, tasks);
  return chooseTiles(tasks, allowedTimes(tuning.times, kinds), options.base);
}

/** For the tuning of a run that is granted so many minutes, 0 for no limit. ms */
export function tuningBudgetMs(minutes: number): number {
  return minutes === 0 ? TUNING_BUDGET.ms : Math.min(TUNING_BUDGET.ms, TUNING_SHARE * minutes * 60_000);
}

class Tuning {
  times: KernelTimes;
  private done = 0;
  private toldDone = 0;
  private readonly now: () => number;
  private readonly endsAt: number;
  private readonly pipelines: number;

  constructor(
    private readonly options: TuningOptions,
    kept: KernelTimes,
  ) {
    this.times = kept;
    this.now = options.now ?? (() => performance.now());
    this.endsAt = this.now() + (options.budgetMs ?? TUNING_BUDGET.ms);
    this.pipelines = options.pipelines ?? TUNING_BUDGET.pipelines;
  }

  /**
   * Times what is not known of the `most` likeliest tiles of one shape yet; a shape that does not fit into memory for
   * timing is left out.
   */
  async take(task: TuningPoint, most: number): Promise<void> {
    const { base, kinds } = this.options;
    const known = this.times[task.key] ?? {};
    const kind = base[task.role] === 'tiled' ? 'tiled' : 'direct';
    const candidates = task.candidates(kind).filter((tile) => kinds?.allows(kindOfTile(tile)) ?? true);
    const unknown = candidates.slice(0, most).filter((tile) => !(tile in known));
    if (unknown.length === 0 || this.spent()) return;
    try {
      await this.time(task, unknown);
    } catch (error) {
      if (!hasCode(error, 'out-of-memory')) throw error;
    }
  }

  /** Since this was asked last. */
  changed(): boolean {
    const changed = this.done > this.toldDone;
    this.toldDone = this.done;
    return changed;
  }

  end(): void {
    this.options.onProgress?.(this.pipelines, this.pipelines);
  }

  private async time(task: TuningPoint, tiles: readonly string[]): Promise<void> {
    this.tell();
    for await (const { tile, ms } of timeTiles(this.options.memory, task, tiles)) {
      this.times = { ...this.times, [task.key]: { ...this.times[task.key], [tile]: ms } };
      this.done++;
      this.tell();
      if (this.spent()) return;
    }
  }

  private tell(): void {
    this.options.onProgress?.(this.done, this.pipelines);
    throwIfAborted(this.options.signal);
  }

  private spent(): boolean {
    return this.done >= this.pipelines || this.now() >= this.endsAt;
  }
}
