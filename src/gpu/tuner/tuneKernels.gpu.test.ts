import { expect, test } from 'vitest';
import { toErrorData } from '../../common/errors';
import { DEFAULT_SPEC_PARTS } from '../../domain/network';
import { buildGraph } from '../../network/buildGraph';
import { compilePrediction } from '../../network/lowerings/webgpu/compilePrediction';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { type TuningOptions, tuneKernels, tuningBudgetMs } from './tuneKernels';
import { MemoryTuningStore } from './tuningStore';

const SPEC = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 16,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
} as const;
const GRAPH = buildGraph(SPEC);
/** Of two sources the second layer of the decoder has as much work; two layers have this shape. */
const HEAVIEST = 'conv3x3 forward 16→16 @48x48, batch 1, pad 1';

async function setUp(options: Partial<TuningOptions> = {}, capBytes?: number) {
  const { memory, variants } = await testPlanDevice(capBytes);
  const plan = compilePrediction(GRAPH, {
    height: 48,
    width: 48,
    batch: 1,
    variants,
    limits: memory.device.limits,
  });
  const store = new MemoryTuningStore();
  // A clock that stands still: the number of pipelines is what ends it.
  const tuning = {
    memory,
    adapter: 'this one',
    store,
    base: variants,
    pipelines: 2,
    now: () => 0,
    ...options,
  };
  return { memory, store, variants, tune: () => tuneKernels(plan, tuning) };
}

test('times the likeliest tiles of the heaviest shape, keeps the times, and leaves no memory behind', async () => {
  const progress: number[][] = [];
  const { memory, store, tune } = await setUp({ onProgress: (done, total) => progress.push([done, total]) });
  const chosen = await tune();
  const times = await store.read('this one');
  expect(Object.keys(times)).toEqual([HEAVIEST]);
  const entries = Object.entries(times[HEAVIEST] ?? {});
  expect(entries.length).toBe(2);
  const [fastest] = entries.toSorted(([, a], [, b]) => a - b);
  expect(chosen.tiles).toEqual({ [HEAVIEST]: fastest?.[0] });
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
    [2, 2],
  ]);
  expect(memory.liveBytes).toBe(0);
  // The same plan had its time: the rest of its tiles stays untimed.
  expect(await tune()).toEqual(chosen);
  expect(await store.read('this one')).toEqual(times);
});

test('begins no tile once its time is over', async () => {
  let reading = 0;
  const { store, tune } = await setUp({ pipelines: 40, budgetMs: 1, now: () => reading++ });
  const chosen = await tune();
  expect(await store.read('this one')).toEqual({});
  expect(chosen.tiles).toEqual({});
});

test('has at most a tenth of the time granted', () => {
  expect(tuningBudgetMs(0)).toBe(5000);
  expect(tuningBudgetMs(2)).toBe(5000);
  expect(tuningBudgetMs(0.5)).toBe(3000);
});

test('where timing does not fit into memory the default is taken', async () => {
  const { variants, tune } = await setUp({}, 1024);
  expect(await tune()).toEqual({ ...variants, tiles: {} });
});

test('cancelled, it says so and has kept what it timed', async () => {
  const abort = new AbortController();
  const onProgress = (done: number) => done === 1 && abort.abort();
  const { memory, store, tune } = await setUp({ signal: abort.signal, onProgress });
  const [outcome] = await Promise.allSettled([tune()]);
  expect(outcome.status === 'rejected' && toErrorData(outcome.reason)).toMatchObject({ code: 'aborted' });
  expect(Object.values(await store.read('this one')).map((times) => Object.keys(times).length)).toEqual([1]);
  expect(memory.liveBytes).toBe(0);
});
