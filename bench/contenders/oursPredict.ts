/** The studio's compiled prediction of one tile. */

import { defined } from '../../src/common/assert';
import { openWebGpu } from '../../src/gpu/openWebGpu';
import { planDevice } from '../../src/gpu/planDevice';
import { PlanNetwork } from '../../src/gpu/planNetwork';
import { logitSample, type OpenContender } from '../contender';

export const openOursPredict: OpenContender = async ({ spec, side, weights, patch }) => {
  const errors: string[] = [];
  const opened = await openWebGpu((error) => errors.push(error.message));
  const device = defined(planDevice(opened), 'plan device');
  const network = new PlanNetwork(spec, weights, device);
  const run = async () => {
    const logits = await network.logits(patch.image, 1, side);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return logitSample((pixel, channel) => logits[pixel * spec.classes + channel] ?? Number.NaN, side);
  };
  return { run, facts: async () => ({ peakBytes: device.memory.peakBytes }) };
};
