import { afterEach, describe, expect, it } from 'vitest';
import type { StudioError } from '../common/errors';
import { openWebGpu } from './openWebGpu';
import type { StudioDevice } from './studioDevice';
import { tf } from './tf';

let device: StudioDevice | null = null;
const errors: StudioError[] = [];

async function open(): Promise<StudioDevice> {
  errors.length = 0;
  device = await openWebGpu((error) => errors.push(error));
  return device;
}

afterEach(() => {
  device?.close();
  device = null;
});

describe('openWebGpu', () => {
  it('puts tf.js on a device with the adapter’s own limits', async () => {
    const { report, gpu } = await open();
    expect(tf.getBackend()).toBe('webgpu');
    expect((tf.backend() as unknown as { device: GPUDevice }).device).toBe(gpu);
    expect(report.backend).toBe('webgpu');
    expect(report.adapter).not.toBe('');
    const adapter = await navigator.gpu.requestAdapter();
    expect(report.maxBufferBytes).toBe(adapter?.limits.maxBufferSize);
    expect(gpu?.limits.maxStorageBuffersPerShaderStage).toBe(adapter?.limits.maxStorageBuffersPerShaderStage);
    const square = tf.tidy(() => tf.tensor1d([1, 2, 3]).square());
    expect([...(await square.data())]).toEqual([1, 4, 9]);
    square.dispose();
  });

  it('can be closed and opened again', async () => {
    (await open()).close();
    const { gpu } = await open();
    expect((tf.backend() as unknown as { device: GPUDevice }).device).toBe(gpu);
  });

  it('reports an invalid operation as an error that quotes it', async () => {
    const { gpu } = await open();
    gpu?.createBuffer({ size: 16, usage: 0xffff });
    await gpu?.queue.onSubmittedWorkDone();
    await expect.poll(() => errors.map(({ code }) => code)).toContain('device-error');
  });

  it('is silent about a device that was closed on purpose', async () => {
    const { gpu, close } = await open();
    close();
    await gpu?.lost;
    expect(errors).toEqual([]);
  });
});
