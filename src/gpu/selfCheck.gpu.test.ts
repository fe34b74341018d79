import { expect, test, vi } from 'vitest';
import { testPlanDevice } from '../testing/testPlanDevice';
import { selfCheck } from './selfCheck';

test.each(['none', 'instance'] as const)('a device that is right passes, norm %s', async (norm) => {
  const device = await testPlanDevice();
  const { passed, worst } = await selfCheck(device, norm);
  expect(worst.error).toBeLessThan(1e-4);
  expect(passed).toBe(true);
  expect(device.memory.liveBytes).toBe(0);
});

test('a device that spoils one weight on its way does not', async () => {
  const device = await testPlanDevice();
  const { queue } = device.memory.device;
  const write = queue.writeBuffer.bind(queue);
  let first = true;
  const spy = vi.spyOn(queue, 'writeBuffer').mockImplementation((buffer, offset, data) => {
    const spoilt = new Uint8Array((data as Float32Array<ArrayBuffer>).buffer.slice(0));
    if (first) new Float32Array(spoilt.buffer)[0] = 3;
    first = false;
    write(buffer, offset, spoilt);
  });
  const { passed, worst } = await selfCheck(device, 'none');
  spy.mockRestore();
  expect(passed).toBe(false);
  expect(worst.error).toBeGreaterThan(0.01);
});
