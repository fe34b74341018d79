/** Gigantic TIFFs that take kilobytes: all tiles point to one. What is read is counted in bytes. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildTiff, long, short, type TiffPageParts } from '../../testing/buildTiff';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { openWindowed, type WindowedFile } from './openWindowed';
import { StepReader, windowedRows } from './rowSource';

const SIDE = 16_384;
const TILE = 256;
const ACROSS = SIDE / TILE;

/** Of every tile: row * 3 + column, as bytes. */
const tilePixel = (x: number, y: number) => ((y % TILE) * 3 + (x % TILE)) & 255;
const tile = Uint8Array.from({ length: TILE * TILE }, (_, i) => tilePixel(i % TILE, Math.floor(i / TILE)));

/** Deflated without a gain: tests inflate it thousands of times. */
const stored = deflateSync(tile, { level: 0 });

/** A page of ACROSS × ACROSS tiles that are all the one stored block, at byte 16 of a built file. */
function sharedTiles(): TiffPageParts {
  const tiles = ACROSS * ACROSS;
  const fields = [
    short(256, SIDE),
    short(257, SIDE),
    short(258, 8),
    short(259, 8),
    short(262, 1),
    short(322, TILE),
    short(323, TILE),
    long(324, ...Array<number>(tiles).fill(16)),
    long(325, ...Array<number>(tiles).fill(stored.length)),
  ];
  return { fields, blocks: [stored], ownBlocks: false };
}

const largeTiff = () => buildTiff({ littleEndian: true }, [sharedTiles()]);

/** Takes the second page out of the chain and lists it in the first page's SubIFDs; not whole: beyond the file. */
function moveToSubDirectory(bytes: Uint8Array<ArrayBuffer>, whole: boolean): void {
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  const entries = view.getUint16(first, true);
  const link = first + 2 + entries * 12;
  for (let entry = first + 2; entry < link; entry += 12) {
    if (view.getUint16(entry, true) !== 330) continue;
    view.setUint32(entry + 8, whole ? view.getUint32(link, true) : bytes.length, true);
  }
  view.setUint32(link, 0, true);
}

/** Counts the bytes that are taken out of it. */
class CountingBlob extends Blob {
  taken = 0;

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.taken += Math.min(end, this.size) - start;
    return super.slice(start, end, type);
  }
}

async function opened(blob: Blob): Promise<WindowedFile> {
  const file = await openWindowed('large.tif', blob, nodeDataHost);
  if (file === null) throw new Error('not taken for large');
  return file;
}

describe('openWindowed', { timeout: 60_000 }, () => {
  it('reads a window of 268 megapixels, and no more of the file than it needs', async () => {
    const blob = new CountingBlob([largeTiff()]);
    const [image] = (await opened(blob)).planes;
    expect(image).toMatchObject({ width: SIDE, height: SIDE, channels: 1, type: 'uint8', palette: false });
    const before = blob.taken;
    const window = { x: 250, y: 16_000, width: 300, height: 200 };
    const raster = await image?.read(window);
    const expected = Uint8Array.from({ length: 300 * 200 }, (_, i) =>
      tilePixel(250 + (i % 300), 16_000 + Math.floor(i / 300)),
    );
    expect(raster).toMatchObject({ width: 300, height: 200, channels: 1, type: 'uint8' });
    expect(Buffer.compare((raster?.data ?? new Uint8Array()) as Uint8Array, expected)).toBe(0);
    // It touches three by two tiles.
    expect(blob.taken - before).toBe(6 * stored.length);
  });

  it('is read by rows in whole rows of tiles, each of them once', async () => {
    const blob = new CountingBlob([largeTiff()]);
    const [image] = (await opened(blob)).planes;
    if (image === undefined) throw new Error('no plane');
    const rows = windowedRows(image);
    expect(rows).toMatchObject({ width: SIDE, height: SIDE, channels: 1, type: 'uint8', rowsTogether: TILE });
    const reader = new StepReader(rows);
    const before = blob.taken;
    const seen: (readonly [row: number, first: number | undefined, pixel: number | undefined])[] = [];
    for (const row of [250, 251, 255]) {
      await reader.each(row, row + 2, (part, first) => {
        seen.push([first, part.data[0], part.data[part.width * part.height - 1]]);
      });
    }
    const lines = [250, 251, 255, 256];
    expect(seen.map(([row]) => row)).toEqual(lines);
    expect(seen.map(([, first]) => first)).toEqual(lines.map((y) => tilePixel(0, y)));
    expect(seen.map(([, , last]) => last)).toEqual([251, 252, 255, 256].map((y) => tilePixel(SIDE - 1, y)));
    expect(blob.taken - before).toBe(2 * ACROSS * stored.length);
  });

  it('is coloured by its palette row by row, as RGB, also where rows are grey', async () => {
    const page = sharedTiles();
    const fields = page.fields.map((field) => (field.tag === 262 ? short(262, 3) : field));
    const map = [0, 1, 2].flatMap((c) =>
      Array.from({ length: 256 }, (_, value) => (value * 256 + c * 512) & 65535),
    );
    const file = await opened(
      new Blob([buildTiff({ littleEndian: true }, [{ ...page, fields: [...fields, short(320, ...map)] }])]),
    );
    const [image] = file.planes;
    if (image === undefined) throw new Error('no plane');
    const rows = windowedRows(image);
    expect(rows).toMatchObject({ channels: 3, type: 'uint8' });
    const { data, width, height, channels } = await rows.read(7, 9);
    expect([width, height, channels]).toEqual([SIDE, 2, 3]);
    expect([...data.subarray(0, 6)]).toEqual([21, 23, 25, 22, 24, 26]);
  });

  it('cuts windows to the image, and refuses those outside', async () => {
    const [image] = (await opened(new Blob([largeTiff()]))).planes;
    const corner = await image?.read({ x: SIDE - 2, y: SIDE - 1, width: 50, height: 50 });
    expect(corner).toMatchObject({
      width: 2,
      height: 1,
      data: Uint8Array.of(tilePixel(254, 255), tilePixel(255, 255)),
    });
    await expect(image?.read({ x: SIDE, y: 0, width: 5, height: 5 })).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });

  it('makes an overview of single pixels, and facts from it', async () => {
    const file = await opened(new Blob([largeTiff()]));
    const overview = await file.planes[0]?.overview(128);
    expect(overview).toMatchObject({ width: 128, height: 128 });
    // Middles of equal parts: pixel 64 of every 128.
    const expected = Array.from({ length: 128 * 128 }, (_, i) =>
      tilePixel(64 + (i % 128) * 128, 64 + Math.floor(i / 128) * 128),
    );
    expect(Array.from(overview?.data ?? [])).toEqual(expected);
    expect(await file.facts()).toMatchObject({
      storedPages: 1,
      planes: [{ width: SIDE, min: expect.any(Number) }],
    });
  });

  it('stops when it is cancelled', async () => {
    const [image] = (await opened(new Blob([largeTiff()]))).planes;
    await expect(image?.overview(4096, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });

  it('reads rows of uncompressed strips without the rest of the strip', async () => {
    const width = 20_000;
    const height = 5_000;
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) pixels[y * width + 7] = y % 251;
    const fields = [short(256, width), short(257, height), short(258, 8), short(262, 1)];
    const blob = new CountingBlob([buildTiff({ littleEndian: true }, [{ fields, blocks: [pixels] }])]);
    const [image] = (await opened(blob)).planes;
    const before = blob.taken;
    const raster = await image?.read({ x: 7, y: 4_321, width: 1, height: 3 });
    expect(Array.from(raster?.data ?? [])).toEqual([4_321 % 251, 4_322 % 251, 4_323 % 251]);
    expect(blob.taken - before).toBeLessThanOrEqual(2 * 2 ** 20);
  });

  it('takes the overview from a smaller copy where the file has one', async () => {
    const copy = Uint8Array.from({ length: 64 * 64 }, () => 77);
    const reduced = {
      fields: [short(254, 1), short(256, 64), short(257, 64), short(258, 8), short(262, 1)],
      blocks: [copy],
    };
    const label = {
      fields: [short(254, 1), short(256, 90), short(257, 64), short(258, 8), short(262, 1)],
      blocks: [new Uint8Array(90 * 64)],
    };
    const file = await opened(
      new Blob([buildTiff({ littleEndian: false }, [sharedTiles(), label, reduced])]),
    );
    expect((await file.planes[0]?.overview(50))?.data.every((value) => value === 77)).toBe(true);
    expect((await file.planes[0]?.overview(65))?.data.every((value) => value === 77)).toBe(false);
  });

  it.for([[true], [false]])(
    'finds smaller copies listed beside the pages, whole or not (%s)',
    async ([whole]) => {
      const copy = {
        fields: [short(256, 64), short(257, 64), short(258, 8), short(262, 1)],
        blocks: [new Uint8Array(4096).fill(77)],
      };
      const page = sharedTiles();
      const bytes = buildTiff({ littleEndian: true }, [
        { ...page, fields: [...page.fields, long(330, 0)] },
        copy,
      ]);
      moveToSubDirectory(bytes, whole === true);
      const file = await opened(new Blob([bytes]));
      expect(file.planes.length).toBe(1);
      expect((await file.planes[0]?.overview(20))?.data.every((value) => value === 77)).toBe(whole);
    },
  );

  it('leaves everything else to the decoder of whole files', async () => {
    const small = buildTiff({ littleEndian: true }, [
      { fields: [short(256, 1), short(257, 1), short(258, 8)], blocks: [new Uint8Array(1)] },
    ]);
    expect(await openWindowed('small.tif', new Blob([small]), nodeDataHost)).toBeNull();
    expect(await openWindowed('text.txt', new Blob(['no image']), nodeDataHost)).toBeNull();
  });

  it('says so where the strips are too long to read one', async () => {
    const fields = [short(256, 20_000), short(257, 20_000), short(258, 8), short(259, 8), short(262, 1)];
    const tiff = buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(500_000)] }]);
    await expect(openWindowed('strip.tif', new Blob([tiff]), nodeDataHost)).rejects.toMatchObject({
      code: 'image-too-large',
      message: 'strip.tif stores its pixels in pieces of 382 MiB; up to 256 MiB are read.',
    });
  });
});
