import { expect, test } from 'vitest';
import { testDevice } from '../testing/kernelHarness';
import { DeviceMemory } from './deviceMemory';

const request = (owner: string, bytes: number) => ({ owner, bytes, usage: GPUBufferUsage.STORAGE });

test('counts what lives and what lived at most', async () => {
  const memory = new DeviceMemory(await testDevice());
  const [a, b] = await memory.allocate([request('a', 1024), request('b', 256)]);
  expect([memory.liveBytes, memory.peakBytes]).toEqual([1280, 1280]);
  if (a) memory.free([a]);
  expect([memory.liveBytes, memory.peakBytes]).toEqual([256, 1280]);
  if (b) memory.free([b]);
  expect(memory.liveBytes).toBe(0);
  expect(() => b && memory.free([b])).toThrow(/missing/);
});

test('refuses what is above the cap, names the bytes, and keeps what there was', async () => {
  const memory = new DeviceMemory(await testDevice(), 2000);
  const kept = await memory.allocate([request('kept', 1500)]);
  const refused = memory.allocate([request('decoder.0.conv1', 400), request('head', 104)]);
  await expect(refused).rejects.toMatchObject({
    code: 'out-of-memory',
    subject: '504',
    message: expect.stringMatching(
      /for decoder\.0\.conv1, head: 504 bytes were asked for, 1,500 bytes are in use, 2,000 bytes are allowed/,
    ),
  });
  expect([memory.liveBytes, memory.freeBytes]).toEqual([1500, 500]);
  memory.free(kept);
});

test('refuses a buffer that is larger than the device makes', async () => {
  const device = await testDevice();
  const memory = new DeviceMemory(device);
  await expect(memory.allocate([request('slab', device.limits.maxBufferSize + 4)])).rejects.toMatchObject({
    code: 'out-of-memory',
    message: expect.stringContaining('one buffer may have'),
  });
  expect(memory.liveBytes).toBe(0);
});
