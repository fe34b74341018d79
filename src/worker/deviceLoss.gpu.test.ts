/** The network session on a device that goes away, that has too little memory, or that has not been checked before. */
import { afterEach, expect, test, vi } from 'vitest';
import { NO_AUGMENT } from '../domain/augment';
import { defaultClasses } from '../domain/labels';
import { PLAIN_PREDICT } from '../domain/predict';
import { DEFAULT_TRAIN, type TrainSettings } from '../domain/train';
import type { EngineEvent, TrainRequest } from '../engine/protocol';
import { NEW_RUN } from '../testing/newRun';
import { workerEngine } from '../testing/workerEngine';

const TINY: TrainSettings = { ...DEFAULT_TRAIN, depth: 1, width: 2, tile: 16, batch: 1, steps: 3 };

afterEach(() => {
  vi.restoreAllMocks();
});

/** Every device opened from now on, oldest first. `limits` stand for what a smaller device would have. */
function watchDevices(
  limits: Partial<Record<'maxBufferSize' | 'maxStorageBufferBindingSize', number>> = {},
): GPUDevice[] {
  const devices: GPUDevice[] = [];
  const request = navigator.gpu.requestAdapter.bind(navigator.gpu);
  vi.spyOn(navigator.gpu, 'requestAdapter').mockImplementation(async (options) => {
    const adapter = await request(options);
    if (!adapter) return null;
    const open = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await open({
        ...descriptor,
        requiredLimits: { ...descriptor?.requiredLimits, ...limits },
      });
      devices.push(device);
      return device;
    };
    return adapter;
  });
  return devices;
}

async function studio(onEvent: (event: EngineEvent) => void = () => undefined) {
  const engine = workerEngine();
  const events: EngineEvent[] = [];
  engine.subscribe((event) => {
    events.push(event);
    onEvent(event);
  });
  const dataset = await engine.importSample();
  await engine.openDevice('webgpu');
  const request = (settings: Partial<TrainSettings> = {}): TrainRequest => ({
    ...NEW_RUN,
    settings: { ...TINY, ...settings },
    augment: NO_AUGMENT,
    weights: null,
    classes: defaultClasses({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false }),
  });
  return { engine, dataset, events, request };
}

test('a run goes on when its device is lost, and the page hears of it once it does', async () => {
  const devices = watchDevices();
  const { engine, dataset, events, request } = await studio((event) => {
    if (event.type === 'train' && event.event.type === 'step' && devices.length === 1) devices[0]?.destroy();
  });
  const summary = await engine.train(request());
  expect(summary.stepsDone).toBe(3);
  expect(devices).toHaveLength(2);
  const types = () => events.map((event) => (event.type === 'train' ? event.event.type : event.type));
  await expect.poll(types).toContain('recovered');
  expect(types()).not.toContain('device-error');
  const [image] = dataset.images;
  const id = image?.id ?? '';
  await engine.predict(id, PLAIN_PREDICT, new AbortController().signal);
  const { labels } = await engine.prediction(id);
  expect(labels.length).toBeGreaterThan(0);
});

test('forecasts on the open device, and names settings that fit where a tensor is too large for it', async () => {
  // WebGPU's least.
  watchDevices({ maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 });
  const { engine, request } = await studio();
  const asked = { classes: 2, channels: 1, heldOut: [{ width: 64, height: 64 }] };
  const fitting = await engine.forecast({ ...asked, settings: TINY });
  expect(fitting).toMatchObject({ fits: true, microBatch: 1, smaller: { tile: null, width: null } });
  const settings = { ...TINY, tile: 1024, width: 64 };
  const { fits, smaller } = (await engine.forecast({ ...asked, settings })) ?? {};
  expect(fits).toBe(false);
  expect(smaller?.tile).toBeLessThan(1024);
  await expect(engine.train(request({ tile: 1024, width: 64 }))).rejects.toMatchObject({
    code: 'out-of-memory',
    hint: expect.stringMatching(/^Choose a tile of \d+ px or a width of \d+/),
  });
});

test('tells what the device is, and times it', async () => {
  const { engine } = await studio();
  const details = await engine.deviceDetails();
  expect(details.limits.maxBufferSize).toBe(details.report.maxBufferBytes);
  expect(Object.keys(details.variants)).toContain('forward');
  const benchmark = await engine.benchmark();
  expect(benchmark?.peakBytes).toBeGreaterThan(100_000);
});
