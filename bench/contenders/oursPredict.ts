/** The studio's compiled prediction: of one tile, and of a whole image. */

import { defined } from '../../src/common/assert';
import { openWebGpu } from '../../src/gpu/openWebGpu';
import { planDevice } from '../../src/gpu/planDevice';
import { PlanNetwork } from '../../src/gpu/planNetwork';
import { type BenchSubject, logitSample, type OpenContender } from '../contender';
import { wholeImage } from './wholeImage';

export const openOursPredict: OpenContender = async (subject) => {
  const { spec, side, patch } = subject;
  const { network, checked, facts } = await open(subject);
  const run = async () => {
    const logits = await network.logits(patch.image, 1, side);
    checked();
    return logitSample((pixel, channel) => logits[pixel * spec.classes + channel] ?? Number.NaN, side);
  };
  return { run, facts };
};

export const openOursImage: OpenContender = async (subject) => {
  const { network, checked, facts } = await open(subject);
  const whole = wholeImage(network, subject);
  const run = async () => {
    const values = await whole.run();
    checked();
    return values;
  };
  return { run, facts };
};

async function open({ spec, weights }: BenchSubject) {
  const errors: string[] = [];
  const opened = await openWebGpu((error) => errors.push(error.message));
  const device = defined(planDevice(opened), 'plan device');
  const checked = () => {
    if (errors.length > 0) throw new Error(errors.join('\n'));
  };
  const facts = async () => ({ peakBytes: device.memory.peakBytes });
  return { network: new PlanNetwork(spec, weights, device), checked, facts };
}
