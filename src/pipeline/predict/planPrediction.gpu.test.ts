/** Whole images through compiled plans. */
import { expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { tileWithCore } from '../../network/tileGeometry';
import { randomNumbers } from '../../testing/randomNumbers';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { predictImage } from './predictImage';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 4,
  padding: 'valid',
  inputChannels: 2,
  classes: 3,
};

it('gives by tiles what the whole image gives, to float rounding', async () => {
  const [width, height, core] = [23, 41, 12];
  const data = new Float32Array(randomNumbers(width * height * SPEC.inputChannels, width));
  const image = { width, height, channels: SPEC.inputChannels, data };
  const network = new PlanNetwork(SPEC, initWeights(buildGraph(SPEC), 3), await testPlanDevice());
  const whole = await predictImage(network, image, { geometry: tileWithCore(SPEC, Math.max(width, height)) });
  const tiled = await predictImage(network, image, { geometry: tileWithCore(SPEC, core) });
  expect(whole.tiles).toBe(1);
  expect(tiled.tiles).toBeGreaterThan(3);
  tiled.probabilities.forEach((value, i) => {
    expect(Math.abs(value - (whole.probabilities[i] ?? 0))).toBeLessThan(1e-6);
  });
  network.dispose();
});
