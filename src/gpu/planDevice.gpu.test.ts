import { expect, test } from 'vitest';
import { testPlanDevice } from '../testing/testPlanDevice';
import { dispatchLimit } from './planDevice';

test('a device is measured once, and its limit lets a dispatch do something', async () => {
  const device = { ...(await testPlanDevice()), software: false };
  const { mostMultiplyAdds = 0 } = await dispatchLimit(device);
  expect(mostMultiplyAdds).toBeGreaterThan(0);
  expect(await dispatchLimit(device)).toEqual({ mostMultiplyAdds });
  expect(device.memory.liveBytes).toBe(0);
});

test('software adapters have no limit', async () => {
  expect(await dispatchLimit({ ...(await testPlanDevice()), software: true })).toEqual({});
});
