import { afterEach, expect, test, vi } from 'vitest';
import type { PlannedKernels } from '../domain/train';
import { uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { testPlanDevice } from '../testing/testPlanDevice';
import { KernelKinds } from './kernelKinds';
import { type PlanDevice, planDevice } from './planDevice';
import { proveDevice } from './proveDevice';
import { checksKey, proveKind, recallKinds } from './proveKind';
import type { StudioDevice } from './studioDevice';
import { runnableKernels } from './tuner/planKernels';
import { MemoryTuningStore } from './tuner/tuningStore';

const store = new MemoryTuningStore();

afterEach(() => vi.restoreAllMocks());

async function deviceOf(adapter: string): Promise<PlanDevice & { readonly kinds: KernelKinds }> {
  const device = await testPlanDevice();
  const kinds = new KernelKinds('auto', device.memory.device.features);
  return { ...device, tuning: { adapter, store }, kinds };
}

/** Kernels whose label or text matches end before they have written anything. */
function spoil({ memory }: PlanDevice, matches: RegExp): ReturnType<typeof vi.spyOn> {
  const { device } = memory;
  const make = device.createShaderModule.bind(device);
  return vi.spyOn(device, 'createShaderModule').mockImplementation((descriptor) => {
    const wrong = matches.test(`${descriptor.label} ${descriptor.code}`) ? 'if (true) { return; }' : '';
    return make({ ...descriptor, code: descriptor.code.replace(/(fn main\([^{]*\{)/s, `$1 ${wrong}`) });
  });
}

test('what is right is checked once, and known from then on', async () => {
  const device = await deviceOf('right');
  expect(await proveKind(device, 'direct', 'none')).toBeNull();
  const modules = vi.spyOn(device.memory.device, 'createShaderModule');
  expect(await proveKind(device, 'direct', 'none')).toBeNull();
  expect(modules).not.toHaveBeenCalled();
  expect(device.kinds.excluded).toEqual([]);
});

test('a wrong kernel excludes its kind, in this visit and in later ones', async () => {
  const device = await deviceOf('wrong');
  spoil(device, /conv3x3 input gradient/);
  expect(await proveKind(device, 'direct', 'none')).toMatch(/^the gradient of .* off by \S+ of its size/);
  expect(device.kinds.excluded).toMatchObject([{ kind: 'direct' }]);
  expect(device.kinds.base('direct')).toBe('tiled');
  const later = await deviceOf('wrong');
  await recallKinds(later);
  expect(later.kinds.excluded).toMatchObject([
    { kind: 'direct', reason: expect.stringContaining('in an earlier check') },
  ]);
});

test('wrong kernels by subgroups leave the plain ones, which take their place in a frozen plan', async () => {
  const device = await deviceOf('wrong subgroups');
  spoil(device, /enable subgroups/);
  const kinds = uniformVariants('direct') as Omit<PlannedKernels, 'tiles'>;
  const [key, tile] = ['any shape', 'subgroup pixels=8 groups=1 rows=1'];
  const tiles = { [key]: tile, other: 'tiled pixels=8' };
  expect((await runnableKernels({ ...kinds, tiles }, device, 'none')).tiles).toEqual({
    [key]: 'direct pixels=8 groups=1 rows=1',
    other: 'tiled pixels=8',
  });
  expect(device.kinds.excluded.map(({ kind }) => kind)).toEqual(['subgroup']);
  expect(device.kinds.base('direct')).toBe('direct');
  expect(device.kinds.allows('subgroup')).toBe(false);
  expect(await proveKind(device, 'direct', 'none')).toBeNull();
});

test('a device without subgroups takes the plain ones at once', async () => {
  const device = await deviceOf('without subgroups');
  const modules = vi.spyOn(device.memory.device, 'createShaderModule');
  const kinds = uniformVariants('direct') as Omit<PlannedKernels, 'tiles'>;
  const planned = { ...kinds, tiles: { shape: 'subgroup pixels=8 groups=1 rows=1' } };
  const { tiles } = await runnableKernels(planned, { ...device, kinds: new KernelKinds() }, 'none');
  expect(tiles).toEqual({ shape: 'direct pixels=8 groups=1 rows=1' });
  expect(modules).not.toHaveBeenCalled();
});

test('right kernels by subgroups stay in a frozen plan', async () => {
  const device = await deviceOf('right subgroups');
  const kinds = uniformVariants('direct') as Omit<PlannedKernels, 'tiles'>;
  const planned = { ...kinds, tiles: { shape: 'subgroup pixels=8 groups=1 rows=1' } };
  expect(await runnableKernels(planned, device, 'instance')).toBe(planned);
  expect(device.kinds.excluded).toEqual([]);
});

test('where no kind passes, the device trains nothing; where one does, it begins with that', async () => {
  const { memory } = await deviceOf('kept');
  const report = { backend: 'webgpu', adapter: 'Bad GPU', software: true, maxBufferBytes: null } as const;
  const timings = new MemoryTuningStore();
  const studio: StudioDevice = {
    report,
    gpu: memory.device,
    memory,
    timings,
    kinds: new KernelKinds(),
    close: () => undefined,
  };
  const key = checksKey(planDevice(studio)?.tuning?.adapter ?? '');
  await timings.write(key, { none: { direct: 0.5, tiled: 1e-6 }, instance: { direct: 0.5, tiled: 0.25 } });
  await proveDevice(studio, 'none');
  expect(planDevice(studio)?.variants.forward).toBe('tiled');
  await expect(proveDevice(studio, 'instance')).rejects.toMatchObject({
    code: 'wrong-results',
    subject: 'Bad GPU',
    message: expect.stringContaining('off by 0.50 of its size'),
  });
  expect(studio.kinds.excluded.map(({ kind }) => kind)).toEqual(['direct', 'tiled']);
});
