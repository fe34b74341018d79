/**
 * Times a few kernels on a device on which nothing was timed yet, so that a first run can be forecast: of each pass a
 * narrow and a wide shape, and one copy. Takes a few seconds on a software adapter, once.
 */

import { throwIfAborted } from '../../common/abort';
import { defined } from '../../common/assert';
import { DEFAULT_SPEC_PARTS } from '../../domain/network';
import { keyShape } from '../../kernels/correlation/keyShape';
import type { TuningPoint } from '../../kernels/correlation/tuning';
import { scaleAdd } from '../../kernels/elementwise/scaleAdd';
import { buildGraph } from '../../network/buildGraph';
import { compileTraining } from '../../network/lowerings/webgpu/compileTraining';
import { DeviceMemory } from '../deviceMemory';
import type { PlanDevice } from '../planDevice';
import { ANY_LIGHT, LIGHT, touchedMiB } from './dispatchCosts';
import { planTimesKey } from './planTimes';
import { timeTiles } from './timeTiles';
import type { KernelTimes } from './tuningStore';
import { tuningTasks } from './tuningTasks';

/** Networks whose shapes are timed: narrow ones and wide ones with the tiles of much work, then those of little. */
const NETWORKS = [
  { width: 16, inputSize: 64 },
  { width: 64, inputSize: 16 },
  { width: 8, inputSize: 48 },
] as const;

const COPIED_FLOATS = 2 ** 20;

export interface CalibrationOptions {
  /** No kernel is begun after so long, ms. */
  readonly budgetMs?: number;
  /** A clock in ms. */
  readonly now?: () => number;
  readonly signal?: AbortSignal | undefined;
}

const BUDGET_MS = 5000;

/**
 * Resolves to the times of plans on that device, at once where this was done before. Rejects as timeTiles does, and with
 * `aborted`: then nothing is kept.
 */
export async function calibrate(device: PlanDevice, options: CalibrationOptions = {}): Promise<KernelTimes> {
  const { tuning } = device;
  if (!tuning) return {};
  const key = planTimesKey(tuning.adapter);
  const known = await tuning.store.read(key);
  if (ANY_LIGHT in known) return known;
  const times = { ...(await timeAll(device, options)), ...known };
  await tuning.store.write(key, times);
  return times;
}

/** In a count of memory of its own: a run's peak is the run's alone. */
async function timeAll(
  { memory, variants }: PlanDevice,
  { budgetMs = BUDGET_MS, now = () => performance.now(), signal }: CalibrationOptions,
): Promise<KernelTimes> {
  const own = new DeviceMemory(memory.device);
  const end = now() + budgetMs;
  let times: KernelTimes = {};
  for (const point of [copying(), ...shapes({ memory, variants })]) {
    throwIfAborted(signal);
    if (now() >= end) break;
    for await (const { tile, ms } of timeTiles(own, point, [point.tile])) {
      times = { ...times, [point.key]: { [tile]: ms } };
    }
  }
  return times;
}

type TimedPoint = Pick<TuningPoint, 'key' | 'tile' | 'share' | 'build'>;

/** Its time is that of a MiB. */
function copying(): TimedPoint {
  const program = scaleAdd({ length: COPIED_FLOATS, a: 1, b: 0 });
  return { key: ANY_LIGHT, tile: LIGHT, share: touchedMiB(program), build: () => program };
}

/** The networks in turn, each the heaviest first: should the time not suffice for all, it is the light ones that lack. */
function shapes(device: Pick<PlanDevice, 'memory' | 'variants'>): TimedPoint[] {
  const byNetwork = NETWORKS.map((network) => heaviest(network, device));
  const longest = Math.max(...byNetwork.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => byNetwork.flatMap((points) => points[i] ?? [])).flat();
}

/** The heaviest shape of each pass of each op of a network; not of the head, which is light. */
function heaviest(
  { width, inputSize }: (typeof NETWORKS)[number],
  { memory, variants }: Pick<PlanDevice, 'memory' | 'variants'>,
): TuningPoint[] {
  const spec = {
    ...DEFAULT_SPEC_PARTS,
    depth: 1,
    width,
    padding: 'same',
    inputChannels: 1,
    classes: 2,
  } as const;
  const plan = compileTraining(buildGraph(spec), {
    inputSize,
    batch: 1,
    severalMicroBatches: false,
    loss: { crossEntropy: 1, dice: 0 },
    rule: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    clipNorm: null,
    emaDecay: null,
    variants,
    ringSlots: 1,
    limits: memory.device.limits,
  });
  const kinds = new Map<string, TuningPoint>();
  for (const point of tuningTasks(plan)) {
    const { op, role } = defined(keyShape(point.key), `shape of ${point.key}`);
    const kind = `${op} ${role}`;
    if (op !== 'conv1x1' && !kinds.has(kind)) kinds.set(kind, point);
  }
  return [...kinds.values()];
}
