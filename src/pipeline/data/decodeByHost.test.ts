/** WebP and AVIF up to the host's decoder, which only a browser has: sizes asked before it is, and its answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import { pictureHeader } from './pictureHeader';

const words = (text: string) => [...new TextEncoder().encode(text)];

/** A RIFF with one chunk, padded (RFC 9649). */
const webp = (chunk: string, body: readonly number[]) =>
  Uint8Array.from([
    ...words('RIFF'),
    0,
    0,
    0,
    0,
    ...words('WEBP'),
    ...words(chunk),
    0,
    0,
    0,
    0,
    ...body,
    ...Array<number>(20).fill(0),
  ]);

/** The first box and the two properties that count. */
const avif = (width: number, height: number, deep: boolean) => {
  const sides = new DataView(new ArrayBuffer(8));
  sides.setUint32(0, width);
  sides.setUint32(4, height);
  const properties = [
    ...words('ispe'),
    0,
    0,
    0,
    0,
    ...new Uint8Array(sides.buffer),
    ...words('av1C'),
    0x81,
    0,
    deep ? 0x40 : 0,
  ];
  return Uint8Array.from([
    0,
    0,
    0,
    16,
    ...words('ftypavif'),
    0,
    0,
    0,
    0,
    ...properties,
    ...Array<number>(20).fill(0),
  ]);
};

/** A host whose decoder gives one pixel, or fails. */
const host = (answer: () => Promise<Uint8ClampedArray<ArrayBuffer>>): DataHost => ({
  ...nodeDataHost,
  decodePicture: async () => ({ width: 1, height: 1, rgba: await answer() }),
});
const pixel = host(() => Promise.resolve(Uint8ClampedArray.of(1, 2, 3, 0)));

describe('pictureHeader', () => {
  it.for([
    // 14-bit sides less one; 24-bit sides less one; plain 14-bit sides behind the start code.
    ['VP8L', [0x2f, 0x8f, 0xc1, 0x31, 0], 400, 200],
    ['VP8X', [0, 0, 0, 0, 0x8f, 1, 0, 0xc7, 0, 0], 400, 200],
    ['VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x90, 1, 0xc8, 0], 400, 200],
  ] as const)('%s', ([chunk, body, width, height]) => {
    expect(pictureHeader('webp', webp(chunk, body))).toEqual({ width, height, deep: false });
  });

  it('AVIF', () => {
    expect(pictureHeader('avif', avif(640, 480, false))).toEqual({ width: 640, height: 480, deep: false });
    expect(pictureHeader('avif', avif(640, 480, true))).toMatchObject({ deep: true });
  });
});

describe('decodeByHost', () => {
  it('gives the colours of the host’s decoder, without alpha', async () => {
    const { planes } = await decodeFile('a.avif', avif(1, 1, false), pixel);
    expect(planes[0]?.raster).toEqual({
      width: 1,
      height: 1,
      channels: 3,
      type: 'uint8',
      data: Uint8Array.of(1, 2, 3),
    });
  });

  it('asks the host for no more than the studio takes', async () => {
    const never = host(() => Promise.reject(new Error('must not be asked')));
    await expect(decodeFile('a.avif', avif(60_000, 60_000, false), never)).rejects.toMatchObject({
      code: 'image-too-large',
    });
    await expect(decodeFile('a.avif', avif(6, 6, true), never)).rejects.toMatchObject({
      code: 'unsupported-feature',
    });
  });

  it('says so where the host cannot', async () => {
    const failing = host(() => Promise.reject(new Error('no decoder')));
    await expect(decodeFile('a.avif', avif(6, 6, false), failing)).rejects.toMatchObject({
      code: 'unsupported-format',
      message: 'a.avif is an AVIF, which this browser does not decode.',
    });
    await expect(decodeFile('a.avif', avif(6, 6, false), nodeDataHost)).rejects.toMatchObject({
      code: 'unsupported-format',
    });
  });
});

const data = dataDir();

describe.skipIf(data === null)('a real WebP', () => {
  it('states its size', () => {
    const bytes = Uint8Array.from(readFileSync(join(data ?? '', 'awkward/photo/photo.webp')));
    expect(pictureHeader('webp', bytes)).toEqual({ width: 128, height: 128, deep: false });
  });
});
