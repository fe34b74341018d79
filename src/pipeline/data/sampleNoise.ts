/** Smooth random fields, of which the sample's shapes and textures are made. */
import type { Rng } from '../../common/rng';

/** [size, size], about mean 0 and deviation 1 at the nodes of a grid `scale` px wide, smooth between. */
export function smoothNoise(rng: Rng, size: number, scale: number): Float32Array<ArrayBuffer> {
  const nodes = Math.ceil(size / scale) + 2;
  const grid = whiteNoise(rng, nodes);
  const out = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const row = Math.floor(y / scale);
    const v = smoothStep(y / scale - row);
    for (let x = 0; x < size; x++) {
      const at = row * nodes + Math.floor(x / scale);
      const u = smoothStep((x / scale) % 1);
      const top = mix(grid[at] ?? 0, grid[at + 1] ?? 0, u);
      const bottom = mix(grid[at + nodes] ?? 0, grid[at + nodes + 1] ?? 0, u);
      out[y * size + x] = mix(top, bottom, v);
    }
  }
  return out;
}

/** [size, size], independent normal values. */
export function whiteNoise(rng: Rng, size: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(size * size);
  for (let i = 0; i < out.length; i++) out[i] = rng.normal();
  return out;
}

/** Gaussian blur of a [size, size] field; values beyond the border repeat the border. */
export function blur(field: Float32Array, size: number, sigma: number): Float32Array<ArrayBuffer> {
  const kernel = gaussian(sigma);
  return blurAlong(blurAlong(field, size, kernel, 1, size), size, kernel, size, 1);
}

/** Along one axis: `step` from sample to sample, `lineStep` from line to line. */
function blurAlong(field: Float32Array, size: number, kernel: number[], step: number, lineStep: number) {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(size * size);
  for (let line = 0; line < size; line++) {
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const from = Math.min(size - 1, Math.max(0, i + k));
        sum += (kernel[k + radius] ?? 0) * (field[line * lineStep + from * step] ?? 0);
      }
      out[line * lineStep + i * step] = sum;
    }
  }
  return out;
}

function gaussian(sigma: number): number[] {
  const radius = Math.ceil(3 * sigma);
  const raw = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}

function smoothStep(t: number): number {
  return t * t * (3 - 2 * t);
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
