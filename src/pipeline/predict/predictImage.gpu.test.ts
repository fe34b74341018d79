import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudioError } from '../../common/errors';
import { rngStream } from '../../common/rng';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import { openWebGpu } from '../../gpu/openWebGpu';
import type { StudioDevice } from '../../gpu/studioDevice';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { tileWithCore } from '../../network/tileGeometry';
import { predictImage } from './predictImage';

const SPEC: UNetSpec = { ...DEFAULT_SPEC_PARTS, depth: 2, width: 2, padding: 'valid', inputChannels: 1, classes: 2 };
const errors: StudioError[] = [];
let device: StudioDevice;

beforeAll(async () => {
  device = await openWebGpu((error) => errors.push(error));
});

afterAll(() => {
  device.close();
  expect(errors).toEqual([]);
});

it('gives by tiles what the whole image gives, on WebGPU', async () => {
  const rng = rngStream(1, 'test', 0, 0);
  const [width, height] = [37, 22];
  const data = new Float32Array(width * height).map(() => rng.normal());
  const image = { width, height, channels: 1, data };
  const network = new TfjsNetwork(SPEC, initWeights(buildGraph(SPEC), 3));
  const whole = await predictImage(network, image, { geometry: tileWithCore(SPEC, width) });
  const tiled = await predictImage(network, image, { geometry: tileWithCore(SPEC, 20) });
  expect(tiled.tiles).toBeGreaterThan(1);
  tiled.probabilities.forEach((value, i) => {
    expect(Math.abs(value - (whole.probabilities[i] ?? 0))).toBeLessThan(1e-5);
  });
  network.dispose();
});
