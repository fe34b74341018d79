import { afterEach, expect, test, vi } from 'vitest';
import { testPlanDevice } from '../testing/testPlanDevice';
import { KernelKinds } from './kernelKinds';
import type { PlanDevice } from './planDevice';
import { proveDevice } from './proveDevice';
import { proveKind, recallKinds } from './proveKind';
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
  expect(await proveKind(device, 'direct', 'none')).toMatch(/^the gradient of .* off by 1.0 of its size/);
  expect(device.kinds.excluded).toMatchObject([{ kind: 'direct' }]);
  expect(device.kinds.base('direct')).toBe('tiled');
  const later = await deviceOf('wrong');
  await recallKinds(later);
  expect(later.kinds.excluded).toMatchObject([
    { kind: 'direct', reason: expect.stringContaining('off by 1.0') },
  ]);
});

test('where no kind passes, the device trains nothing', async () => {
  const device = await deviceOf('none');
  spoil(device, /conv1x1 forward/);
  const { memory, kinds } = device;
  const report = { backend: 'webgpu', adapter: 'Bad GPU', software: true, maxBufferBytes: null } as const;
  const studio: StudioDevice = {
    report,
    gpu: memory.device,
    memory,
    timings: new MemoryTuningStore(),
    kinds,
    close: () => undefined,
  };
  await expect(proveDevice(studio, 'none')).rejects.toMatchObject({
    code: 'wrong-results',
    subject: 'Bad GPU',
  });
  expect(kinds.excluded.map(({ kind }) => kind)).toEqual(['direct', 'tiled']);
});
