import { beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import type { FloatRaster } from '../../domain/raster';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { tileGeometry, tileWithCore } from '../../network/tileGeometry';
import { predictImage } from './predictImage';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 3,
  padding: 'valid',
  inputChannels: 2,
  classes: 3,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function noise(width: number, height: number, channels = 2): FloatRaster {
  const rng = rngStream(1, 'test', width, height);
  return {
    width,
    height,
    channels,
    data: new Float32Array(width * height * channels).map(() => rng.normal()),
  };
}

function networkOf(spec: UNetSpec): TfjsNetwork {
  return new TfjsNetwork(spec, initWeights(buildGraph(spec), 5));
}

function largestDifference(a: Float32Array, b: Float32Array, keep = (_: number) => true): number {
  return a.reduce((top, value, i) => (keep(i) ? Math.max(top, Math.abs(value - (b[i] ?? 0))) : top), 0);
}

describe('predictImage', () => {
  it.each([
    [61, 47],
    [33, 90],
    [7, 5],
    [1, 1],
  ])('gives by tiles what the whole image gives, valid convolutions, %i x %i px', async (width, height) => {
    const network = networkOf(SPEC);
    const image = noise(width, height);
    const whole = await predictImage(network, image, {
      geometry: tileWithCore(SPEC, Math.max(width, height)),
    });
    const tiled = await predictImage(network, image, { geometry: tileWithCore(SPEC, 12) });
    expect(whole.tiles).toBe(1);
    expect(largestDifference(tiled.probabilities, whole.probabilities)).toBeLessThan(1e-5);
    expect(tiled.labels).toEqual(whole.labels);
    network.dispose();
  });

  it('gives the same in the interior for same padding, and everywhere among tile sizes', async () => {
    const spec = { ...SPEC, padding: 'same' as const };
    const network = networkOf(spec);
    const [width, height] = [88, 80];
    const image = noise(width, height);
    const tiled = await predictImage(network, image, { geometry: tileWithCore(spec, 16) });
    const other = await predictImage(network, image, { geometry: tileWithCore(spec, 36) });
    expect(largestDifference(tiled.probabilities, other.probabilities)).toBeLessThan(1e-5);
    const input = tf.tensor4d(image.data, [1, height, width, 2]);
    const planes = tf.tidy(() => tf.transpose(tf.softmax(network.apply(input)), [0, 3, 1, 2]));
    const padded = (await planes.data()) as Float32Array;
    const { margin } = tileGeometry(spec, 64);
    const interior = (i: number) => {
      const [x, y] = [i % width, Math.floor(i / width) % height];
      return Math.min(x, y, width - 1 - x, height - 1 - y) >= margin;
    };
    expect(largestDifference(tiled.probabilities, padded, interior)).toBeLessThan(1e-5);
    tf.dispose([input, planes]);
    network.dispose();
  });

  it('returns probabilities that add up to 1 and label the largest', async () => {
    const network = networkOf(SPEC);
    const { probabilities, labels, classes } = await predictImage(network, noise(20, 15), {
      geometry: tileWithCore(SPEC, 20),
    });
    for (let pixel = 0; pixel < labels.length; pixel++) {
      const shares = Array.from({ length: classes }, (_, c) => probabilities[c * labels.length + pixel] ?? 0);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(labels[pixel]).toBe(shares.indexOf(Math.max(...shares)));
    }
    network.dispose();
  });

  it('says both numbers where the channels differ', async () => {
    const network = networkOf(SPEC);
    await expect(
      predictImage(network, noise(8, 8, 3), { geometry: tileWithCore(SPEC, 8) }),
    ).rejects.toMatchObject({
      code: 'wrong-channels',
      message: 'The image has 3 channels, the model was trained on 2 channels.',
    });
    network.dispose();
  });

  it('counts tiles, stops between them, and leaks nothing', async () => {
    const network = networkOf(SPEC);
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const seen: string[] = [];
    const onTile = (done: number, total: number) => {
      seen.push(`${done}/${total}`);
      if (done === 2) abort.abort();
    };
    const options = { geometry: tileWithCore(SPEC, 12), onTile, signal: abort.signal };
    await expect(predictImage(network, noise(24, 24), options)).rejects.toMatchObject({ code: 'aborted' });
    expect(seen).toEqual(['1/4', '2/4']);
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });
});
