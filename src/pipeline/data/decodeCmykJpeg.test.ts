/** Our JPEG components against MozJPEG's colours, which they must become, and inks against what they mean. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { cmykToRgb } from './cmyk';
import { decodeCmykJpeg } from './decodeCmykJpeg';
import { jpegComponents } from './jpegComponents';
import { decodeJpegRgba } from './jpegDecoder';
import { upright } from './jpegOrientation';

const data = dataDir();
const load = (path: string) => Uint8Array.from(readFileSync(join(data ?? '', path)));

/** Mean and largest difference of two lists. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): { mean: number; most: number } {
  let [sum, most] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const distance = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    sum += distance;
    most = Math.max(most, distance);
  }
  return { mean: sum / a.length, most };
}

describe('cmykToRgb', () => {
  it('mixes inks as light that is left', () => {
    expect([
      ...cmykToRgb(Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 51, 102, 0, 51), 4, 255),
    ]).toEqual([255, 255, 255, 0, 255, 255, 0, 0, 0, 163, 122, 204]);
  });
});

describe.skipIf(data === null)('jpegComponents', { timeout: 60_000 }, () => {
  it.for([
    ['magnetic_tile/images/Free_exp0_num_743.jpg', 1],
    ['magnetic_tile/images/Break_exp1_num_116934.jpg', 1],
  ] as const)('gives the greys of %s', async ([path, count]) => {
    const ours = jpegComponents(load(path));
    const theirs = (await decodeJpegRgba(load(path), nodeDataHost)).rgba.filter((_, i) => i % 4 === 0);
    expect(ours.samples.length).toBe(ours.width * ours.height * count);
    // Two exact transforms differ by rounding alone.
    expect(difference(ours.samples, theirs).most).toBeLessThanOrEqual(1);
  });

  it('gives the colours of a progressive file', async () => {
    const bytes = load('awkward/photo/progressive.jpg');
    const { samples, width, height } = jpegComponents(bytes);
    const theirs = (await decodeJpegRgba(bytes, nodeDataHost)).rgba;
    const luma = (at: number) =>
      0.299 * (theirs[at] ?? 0) + 0.587 * (theirs[at + 1] ?? 0) + 0.114 * (theirs[at + 2] ?? 0);
    const pixels = Array.from({ length: width * height }, (_, i) => i);
    const wrong = difference(
      pixels.map((i) => samples[i * 3] ?? 0),
      pixels.map((i) => luma(i * 4)),
    );
    // Colours are spread differently, and clamped where they leave the cube; brightness is not.
    expect(wrong.mean).toBeLessThan(0.6);
  });

  it('turns a photograph in inks into its colours', () => {
    const { width, height, channels, data: rgb } = decodeCmykJpeg(load('awkward/photo/cmyk.jpg'));
    expect([width, height, channels]).toEqual([100, 100, 3]);
    expect(rgb.length).toBe(30_000);
  });
});

describe('upright', () => {
  const raster = {
    width: 3,
    height: 2,
    channels: 1,
    type: 'uint8',
    data: Uint8Array.of(1, 2, 3, 4, 5, 6),
  } as const;

  it.for([
    // EXIF 2.3, tag 274: what row 0 and column 0 of the stored image are, seen.
    [1, 3, [1, 2, 3, 4, 5, 6]],
    [2, 3, [3, 2, 1, 6, 5, 4]],
    [3, 3, [6, 5, 4, 3, 2, 1]],
    [4, 3, [4, 5, 6, 1, 2, 3]],
    [5, 2, [1, 4, 2, 5, 3, 6]],
    [6, 2, [4, 1, 5, 2, 6, 3]],
    [7, 2, [6, 3, 5, 2, 4, 1]],
    [8, 2, [3, 6, 2, 5, 1, 4]],
  ] as const)('orientation %i', ([orientation, width, pixels]) => {
    expect(upright(raster, orientation)).toMatchObject({ width, data: Uint8Array.from(pixels) });
  });
});
