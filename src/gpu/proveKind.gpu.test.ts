import { afterEach, expect, test, vi } from 'vitest';
import { testPlanDevice } from '../testing/testPlanDevice';
import { KernelKinds } from './kernelKinds';
import { type PlanDevice, planDevice } from './planDevice';
import { proveDevice } from './proveDevice';
import { checksKey, proveKind, recallKinds } from './proveKind';
import type { StudioDevice } from './studioDevice';
import { MemoryTuningStore } from './tuner/tuningStore';

const store = new MemoryTuningStore();

afterEach(() => vi.restoreAllMocks());

async function deviceOf(adapter: string): Promise<PlanDevice & { readonly kinds: KernelKinds }> {
  return { ...(await testPlanDevice()), tuning: { adapter, store }, kinds: new KernelKinds() };
}

/** Kernels whose text matches end before they have written anything. */
function spoil({ memory }: PlanDevice, matches: RegExp): ReturnType<typeof vi.spyOn> {
  const { device } = memory;
  const make = device.createShaderModule.bind(device);
  return vi.spyOn(device, 'createShaderModule').mockImplementation((descriptor) => {
    const wrong = matches.test(descriptor.label ?? '') ? 'if (true) { return; }' : '';
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
