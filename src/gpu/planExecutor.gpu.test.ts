import { afterEach, expect, test, vi } from 'vitest';
import { scaleAdd } from '../kernels/elementwise/scaleAdd';
import type { KernelProgram } from '../kernels/program';
import type { CompiledPlan, PlannedDispatch, Region } from '../network/lowerings/webgpu/compiledPlan';
import { testDevice } from '../testing/kernelHarness';
import { DeviceMemory } from './deviceMemory';
import { firstNotFinite } from './firstNotFinite';
import { PlanExecutor } from './planExecutor';

const LENGTH = 16;
/** Four vectors of 16 floats, 256 bytes apart: x, y, z, parameters. */
const at = (index: number, slab = 0): Region => ({ slab, offset: 256 * index, bytes: 4 * LENGTH });
const [X, Y, Z] = [at(0), at(1), at(2)];
const PARAMETERS = at(0, 1);

let memory: DeviceMemory;

afterEach(() => expect(memory.liveBytes).toBe(0));

function planOf(update: readonly PlannedDispatch[], lists: Partial<CompiledPlan> = {}): CompiledPlan {
  const none = { labels: null, weights: null, step: null, ring: null, gradients: null, optimizer: {} };
  return {
    slabs: [{ bytes: 1024 }, { bytes: 256 }],
    firstMicroBatch: [],
    nextMicroBatch: [],
    update,
    regions: { ...none, input: X, logits: Y, parameters: PARAMETERS },
    parameters: [],
    ...lists,
  };
}

/** target = a source + b target */
function add(op: string, source: Region, target: Region, a: number, b: number): PlannedDispatch {
  return { op, program: scaleAdd({ length: LENGTH, a, b }), regions: [source, target] };
}

async function executorOf(plan: CompiledPlan, onProgress?: (done: number, total: number) => void) {
  memory = new DeviceMemory(await testDevice());
  return PlanExecutor.create(memory, plan, { owner: 'test', ...(onProgress ? { onProgress } : {}) });
}

async function valuesOf(executor: PlanExecutor, region: Region): Promise<number> {
  const [bytes] = await executor.read([region]);
  const values = new Float32Array(bytes ?? new ArrayBuffer(0));
  expect(new Set(values).size).toBe(1);
  return values[0] ?? Number.NaN;
}

const constant = (value: number) => new Float32Array(LENGTH).fill(value);

test('runs a list in order, the same pipeline on several regions, from zeros', async () => {
  const progress: [number, number][] = [];
  const plan = planOf([add('first', X, Y, 2, 0), add('second', Y, Z, 2, 0), add('third', X, Z, 1, 1)]);
  const executor = await executorOf(plan, (done, total) => progress.push([done, total]));
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ]);
  expect(await valuesOf(executor, Z)).toBe(0);
  executor.write(X, constant(3));
  executor.run(['update']);
  executor.run(['update']);
  expect(await valuesOf(executor, Z)).toBe(15);
  executor.clear(Z);
  expect(await valuesOf(executor, Z)).toBe(0);
  executor.dispose();
});

test('ends compiling soon after it is told to stop', async () => {
  const many = Array.from({ length: 40 }, (_, index) => add(`op ${index}`, X, Y, index, 1));
  let done = 0;
  const stop = (count: number) => {
    done = count;
    if (count === 1) throw new Error('stopped');
  };
  await expect(executorOf(planOf(many), stop)).rejects.toThrow('stopped');
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(20);
});

test('gives the same results after measuring, cut into several submits', async () => {
  const plan = planOf([add('double', X, Y, 2, 0)], { firstMicroBatch: [add('copy', Y, Z, 1, 0)] });
  const executor = await executorOf(plan);
  const times = await executor.measure();
  expect([...times.keys()].map(({ op }) => op)).toEqual(['copy', 'double']);
  expect([...times.values()].every((ms) => ms >= 0)).toBe(true);
  executor.write(X, constant(1));
  executor.run(['update', 'firstMicroBatch']);
  expect(await valuesOf(executor, Z)).toBe(2);
  executor.dispose();
});

test.each([
  { longestSubmitMs: 0, submits: 2 },
  { longestSubmitMs: Number.POSITIVE_INFINITY, submits: 1 },
])('makes $submits submits of two dispatches where one may take $longestSubmitMs ms', async (limit) => {
  const device = await testDevice();
  memory = new DeviceMemory(device);
  const plan = planOf([add('double', X, Y, 2, 0), add('copy', Y, Z, 1, 0)]);
  const { longestSubmitMs } = limit;
  const executor = await PlanExecutor.create(memory, plan, { owner: 'test', longestSubmitMs });
  await executor.measure();
  const submit = vi.spyOn(device.queue, 'submit');
  try {
    executor.run(['update']);
    expect(submit).toHaveBeenCalledTimes(limit.submits);
  } finally {
    submit.mockRestore();
    executor.dispose();
  }
});

test('times dispatches by the device’s own clock where it has one', async ({ skip }) => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter?.features.has('timestamp-query')) return skip('this adapter has no timestamps');
  const device = await adapter.requestDevice({ requiredFeatures: ['timestamp-query'] });
  memory = new DeviceMemory(device);
  const plan = planOf([add('double', X, Y, 2, 0), add('copy', Y, Z, 1, 0)]);
  const executor = await PlanExecutor.create(memory, plan, { owner: 'test' });
  executor.write(X, constant(2));
  const times = [...(await executor.measure()).values()];
  expect(times).toHaveLength(2);
  expect(times.every((ms) => ms >= 0 && ms < 10_000)).toBe(true);
  expect(await valuesOf(executor, Z)).toBe(4);
  executor.dispose();
  device.destroy();
});

test('shares a slab with its caller, and leaves it alone when freed', async () => {
  memory = new DeviceMemory(await testDevice());
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = await memory.allocate([{ owner: 'parameters', bytes: 256, usage }]);
  const shared = new Map(buffers.map((buffer) => [1, buffer]));
  const plan = planOf([add('use', PARAMETERS, Y, 1, 0)]);
  const first = await PlanExecutor.create(memory, plan, { owner: 'first', shared });
  const second = await PlanExecutor.create(memory, plan, { owner: 'second', shared });
  expect(memory.liveBytes).toBe(256 + 2 * 1024);
  first.write(PARAMETERS, constant(5));
  first.dispose();
  second.run(['update']);
  expect(await valuesOf(second, Y)).toBe(5);
  second.dispose();
  memory.free(buffers);
});

function broken(change: Partial<KernelProgram>): PlannedDispatch {
  const good = add('decoder.0.conv1 forward', X, Y, 1, 0);
  return { ...good, program: { ...good.program, label: 'conv3x3 forward', ...change } };
}

const FAULTS: readonly [string, PlannedDispatch, RegExp][] = [
  ['a shader that does not compile', broken({ wgsl: 'fn main( {' }), /does not compile .*line 1/],
  [
    'a shader with a wrong type',
    broken({ wgsl: '@compute @workgroup_size(1) fn main() { let x: u32 = 1f; }' }),
    /does not compile.*u32/,
  ],
  ['a shader without main', broken({ wgsl: '@compute @workgroup_size(1) fn other() {}' }), /main/],
  [
    'workgroups beyond the device',
    broken({ wgsl: '@compute @workgroup_size(4096) fn main() {}' }),
    /refused/,
  ],
  ['too many workgroups', broken({ workgroups: [65_536, 1, 1] }), /refused.*65536|refused.*65535/],
  ['an offset that cannot be bound', { ...broken({}), regions: [X, { ...Y, offset: 260 }] }, /refused.*260/],
  ['a region beyond its slab', { ...broken({}), regions: [X, { ...Y, offset: 1024 }] }, /refused/],
];

for (const [name, fault, message] of FAULTS) {
  test(`${name} is an error that names the op, and frees everything`, async () => {
    const plan = planOf([add('good', X, Y, 1, 0), fault]);
    await expect(executorOf(plan)).rejects.toMatchObject({
      code: 'device-error',
      subject: 'decoder.0.conv1 forward',
      message: expect.stringMatching(message),
    });
  });
}

test('a refused submit is told', async () => {
  const executor = await executorOf(planOf([add('good', X, Y, 1, 0)]));
  expect(await executor.refusalOf(() => executor.run(['update']))).toBeNull();
  executor.dispose();
  const refusal = await executor.refusalOf(() => executor.run(['update']));
  expect(refusal).toMatchObject({ code: 'device-error' });
});

test('a device that goes while it is read from is told as lost', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter?.requestDevice();
  if (!device) throw new Error('no device');
  memory = new DeviceMemory(device);
  const executor = await PlanExecutor.create(memory, planOf([add('good', X, Y, 1, 0)]), { owner: 'test' });
  const reading = executor.read([Y], () => device.destroy());
  await expect(reading).rejects.toMatchObject({ code: 'device-lost' });
  executor.dispose();
});

test('the first op that writes a number that is not finite is named', async () => {
  const list = [add('encoder', X, Y, 1, 0), add('overflow', Y, Z, 3e38, 0), add('after', Z, Y, 1, 0)];
  const executor = await executorOf(planOf(list));
  executor.write(X, constant(1));
  expect(await firstNotFinite(executor, list)).toBeNull();
  executor.write(X, constant(2));
  expect(await firstNotFinite(executor, list)).toBe('overflow');
  executor.write(X, constant(Number.NaN));
  expect(await firstNotFinite(executor, list)).toBe('the input');
  executor.write(X, constant(0));
  executor.write(PARAMETERS, constant(Number.POSITIVE_INFINITY));
  expect(await firstNotFinite(executor, list)).toBe('the weights');
  executor.dispose();
});

test('an op in parts is judged when the last has run, not by what its output held before', async () => {
  const part = (start: number): PlannedDispatch => ({
    op: 'conv forward',
    regions: [Y],
    program: {
      label: 'half',
      bindings: [{ name: 'out', access: 'write', bytes: 4 * LENGTH }],
      workgroups: [1, 1, 1],
      wgsl: `@group(0) @binding(0) var<storage, read_write> out: array<f32>;
        @compute @workgroup_size(${LENGTH / 2})
        fn main(@builtin(local_invocation_index) i: u32) { out[${start}u + i] = 1; }`,
    },
  });
  const list = [part(0), part(LENGTH / 2)];
  const executor = await executorOf(planOf(list));
  executor.write(Y, constant(Number.NaN));
  expect(await firstNotFinite(executor, list)).toBeNull();
  executor.dispose();
});
