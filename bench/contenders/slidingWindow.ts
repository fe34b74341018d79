/**
 * The method that the U-Net paper replaced: every pixel is labelled by itself, from a patch as large as the network
 * sees. A run labels 100 pixels; `scale` says how many times that the whole image is.
 */

import { defined } from '../../src/common/assert';
import { openWebGpu } from '../../src/gpu/openWebGpu';
import { planDevice } from '../../src/gpu/planDevice';
import { PlanNetwork } from '../../src/gpu/planNetwork';
import { tileWithCore } from '../../src/network/tileGeometry';
import { syntheticPatch } from '../../src/testing/syntheticPatch';
import type { OpenContender } from '../contender';

const PIXELS = 100;

export const openSlidingWindow: OpenContender = async ({ spec, side, weights }) => {
  const opened = await openWebGpu((error) => {
    throw error;
  });
  const network = new PlanNetwork(spec, weights, defined(planDevice(opened), 'plan device'));
  const { inputSize } = tileWithCore(spec, 1);
  const { image } = syntheticPatch(spec, inputSize, 0);
  const run = async () => {
    for (let pixel = 0; pixel < PIXELS; pixel++) await network.logits(image, 1, inputSize);
    return [];
  };
  return { run, facts: async () => ({ scale: side ** 2 / PIXELS, patch: inputSize }) };
};
