/** What the pictures themselves must show: orientation turned once, grey kept grey, and a decoder that outlives bad files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeJpeg } from './decodeJpeg';

const data = dataDir();
const decode = async (path: string, bytes: Uint8Array<ArrayBuffer>) => {
  const raster = (await decodeJpeg(path, bytes, nodeDataHost)).planes[0]?.raster;
  if (raster === undefined) throw new Error('no plane');
  return raster;
};
const load = (path: string) => Uint8Array.from(readFileSync(join(data ?? '', path)));

/** The same file with its EXIF orientation set to 1 (tag 0x0112, SHORT, one value, either byte order). */
function withoutOrientation(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.slice().buffer);
  for (let at = 0; at + 12 < view.byteLength; at++) {
    for (const littleEndian of [false, true]) {
      const isTag = view.getUint16(at, littleEndian) === 0x0112 && view.getUint16(at + 2, littleEndian) === 3;
      if (!isTag || view.getUint32(at + 4, littleEndian) !== 1) continue;
      view.setUint16(at + 8, 1, littleEndian);
      return new Uint8Array(view.buffer);
    }
  }
  throw new Error('no orientation in this file');
}

describe.skipIf(data === null)('decodeJpeg', { timeout: 60_000 }, () => {
  it.for([
    // EXIF 2.3, tag 274: 6 shows the stored left column on top, 7 is mirrored along the other diagonal.
    ['awkward/photo/exif6_landscape.jpg', (x: number, y: number, _: number, h: number) => [h - 1 - y, x]],
    ['awkward/photo/exif7_small.jpg', (x: number, y: number, w: number, h: number) => [h - 1 - y, w - 1 - x]],
  ] as const)('turns %s upright', async ([path, place]) => {
    const upright = await decode(path, load(path));
    const stored = await decode(path, withoutOrientation(load(path)));
    expect([upright.width, upright.height]).toEqual([stored.height, stored.width]);
    let wrong = 0;
    for (let i = 0; i < 2000; i++) {
      const [x, y] = [(i * 7919) % stored.width, (i * 104729) % stored.height];
      const [u = 0, v = 0] = place(x, y, stored.width, stored.height);
      const from = (y * stored.width + x) * 3;
      const to = (v * upright.width + u) * 3;
      if (stored.data[from] !== upright.data[to] || stored.data[from + 2] !== upright.data[to + 2]) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it('decodes after a file that stopped the decoder', async () => {
    const good = load('awkward/photo/progressive.jpg');
    const bad = good.slice();
    // The first sampling factor in the frame header (FF C2 in a progressive file): 0 is none.
    const frame = bad.findIndex((byte, i) => byte === 0xff && bad[i + 1] === 0xc2);
    bad[frame + 11] = 0;
    await expect(decode('bad.jpg', bad)).rejects.toMatchObject({ code: 'unreadable-file' });
    const raster = await decode('good.jpg', good);
    expect([raster.width, raster.height, raster.channels]).toEqual([320, 240, 3]);
  });

  it('refuses what would keep a decoder busy, and pixels that the file cannot hold', async () => {
    const good = load('awkward/photo/progressive.jpg');
    const scans = new Uint8Array(good.length + 400);
    scans.set(good);
    for (let i = 0; i < 200; i++) scans.set([0xff, 0xda], good.length + i * 2);
    await expect(decode('scans.jpg', scans)).rejects.toMatchObject({ code: 'unreadable-file' });
    const frame = good.findIndex((byte, i) => byte === 0xff && good[i + 1] === 0xc2);
    const large = good.slice();
    large.set([0x20, 0, 0x20, 0], frame + 5);
    await expect(decode('large.jpg', large)).rejects.toMatchObject({ code: 'truncated-file' });
  });

  it('keeps grey files at one channel', async () => {
    const path = 'magnetic_tile/images/Free_exp0_num_743.jpg';
    expect((await decode(path, load(path))).channels).toBe(1);
  });
});
