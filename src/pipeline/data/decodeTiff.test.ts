/** Every layout against an encoder written from the specification, and real files against another reader. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import type { SampleArray } from '../../domain/raster';
import { buildTiff, short, type TiffPageParts } from '../../testing/buildTiff';
import { dataDir } from '../../testing/dataDir';
import { encodeTiffPage, type PageLayout } from '../../testing/encodeTiffPage';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeTiff } from './decodeTiff';

const decode = async (bytes: Uint8Array<ArrayBuffer>, path = 'built.tif') => {
  const { planes } = await decodeTiff(path, bytes, nodeDataHost);
  return planes.map(({ raster }) => raster);
};

/** Depths that exist, with the predictors that fit them. */
const kinds = fc.oneof(
  fc.record({ format: fc.constant(1 as const), bits: fc.integer({ min: 1, max: 32 }) }),
  fc.record({ format: fc.constant(2 as const), bits: fc.constantFrom(4, 8, 12, 16, 32) }),
  fc.record({ format: fc.constant(3 as const), bits: fc.constantFrom(32, 64) }),
);

const layouts: fc.Arbitrary<PageLayout> = fc
  .record({
    kind: kinds,
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 7 }),
    channels: fc.constantFrom(1, 2, 3, 5),
    littleEndian: fc.boolean(),
    tiled: fc.boolean(),
    blockWidth: fc.integer({ min: 1, max: 11 }),
    blockHeight: fc.integer({ min: 1, max: 9 }),
    planar: fc.boolean(),
    predicted: fc.boolean(),
    compression: fc.constantFrom('none' as const, 'deflate' as const, 'packbits' as const),
  })
  .map(({ kind, predicted, ...layout }) => ({
    ...layout,
    ...kind,
    blockWidth: layout.tiled ? layout.blockWidth : layout.width,
    predictor: predictorOf(kind, predicted),
  }));

function predictorOf({ format, bits }: { format: number; bits: number }, predicted: boolean): 1 | 2 | 3 {
  if (!predicted || ![8, 16, 32, 64].includes(bits)) return 1;
  return format === 3 ? 3 : 2;
}

/** Every kind of value the depth can hold, from a fixed sequence. */
function valuesFor({ width, height, channels, format, bits }: PageLayout): number[] {
  return Array.from({ length: width * height * channels }, (_, i) => {
    const word = (i * 2654435761 + 977) % 2 ** bits;
    if (format === 1) return word;
    if (format === 2) return word - 2 ** (bits - 1);
    return bits === 32 ? Math.fround((i - 7) / 3) : (i - 7) / 3;
  });
}

describe('decodeTiff', () => {
  it('reads back every layout that the specification knows', async () => {
    await fc.assert(
      fc.asyncProperty(layouts, fc.boolean(), async (layout, big) => {
        const values = valuesFor(layout);
        const page = encodeTiffPage(layout, values);
        const [raster] = await decode(buildTiff({ littleEndian: layout.littleEndian, big }, [page]));
        expect(raster).toMatchObject({
          width: layout.width,
          height: layout.height,
          channels: layout.channels,
        });
        expect(Array.from(raster?.data ?? [])).toEqual(values);
      }),
      { numRuns: 400 },
    );
  });

  it('reads half floats', async () => {
    // IEEE 754-2008, binary16: 1, -2, the largest, the smallest above zero, infinity.
    const halves = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00].flatMap((half) => [half & 255, half >> 8]);
    const fields = [short(256, 5), short(257, 1), short(258, 16), short(339, 3)];
    const page = { fields, blocks: [Uint8Array.from(halves)] };
    const [raster] = await decode(buildTiff({ littleEndian: true }, [page]));
    expect(Array.from(raster?.data ?? [])).toEqual([1, -2, 65504, 2 ** -24, Number.POSITIVE_INFINITY]);
  });

  it('takes one bit per sample where the file does not say, whichever way they are stored', async () => {
    const bits = [1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1];
    const fields = [short(256, 10), short(257, 2), short(262, 0)];
    const blocks = [Uint8Array.of(0b10110000, 0b10000000, 0b01000000, 0b01000000)];
    const turned = [Uint8Array.of(0b00001101, 0b00000001, 0b00000010, 0b00000010)];
    const lowFirst = [...fields, short(266, 2)];
    for (const page of [
      { fields, blocks },
      { fields: lowFirst, blocks: turned },
    ]) {
      const [raster] = await decode(buildTiff({ littleEndian: true }, [page]));
      // White is 0 here, and the values stay as they are stored.
      expect(Array.from(raster?.data ?? [])).toEqual(bits);
    }
  });

  it('drops alpha, keeps palettes as indices, and turns inks into colours', async () => {
    const only = async (page: TiffPageParts) => (await decode(buildTiff({ littleEndian: false }, [page])))[0];
    const rgba = [
      short(256, 1),
      short(257, 1),
      short(258, 8, 8, 8, 8),
      short(262, 2),
      short(277, 4),
      short(338, 2),
    ];
    expect(await only({ fields: rgba, blocks: [Uint8Array.of(9, 8, 7, 0)] })).toMatchObject({
      channels: 3,
      data: Uint8Array.of(9, 8, 7),
    });
    const map = [...Array(16).fill(0x1200), ...Array(16).fill(0x3400), ...Array(16).fill(0xff00)] as number[];
    const palette = [short(256, 2), short(257, 1), short(258, 4), short(262, 3), short(320, ...map)];
    const indexed = await only({ fields: palette, blocks: [Uint8Array.of(0x3f)] });
    expect(indexed?.data).toEqual(Uint8Array.of(3, 15));
    expect(indexed?.palette?.subarray(0, 3)).toEqual(Uint8Array.of(0x12, 0x34, 0xff));
    const cmyk = [short(256, 2), short(257, 1), short(258, 8, 8, 8, 8), short(262, 5), short(277, 4)];
    // No ink is white; all cyan is no red; half black over magenta halves red and blue.
    const inks = await only({ fields: cmyk, blocks: [Uint8Array.of(255, 0, 0, 0, 0, 255, 0, 51)] });
    expect(inks).toMatchObject({ channels: 3, data: Uint8Array.of(0, 255, 255, 204, 0, 204) });
  });

  it('reads what sparse files leave out as zeros', async () => {
    const fields = [short(256, 2), short(257, 2), short(258, 8), short(278, 1), short(259, 8)];
    const bytes = buildTiff({ littleEndian: true }, [
      { fields, blocks: [new Uint8Array(2), new Uint8Array(2)] },
    ]);
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    for (let i = 0; i < view.getUint16(directory, true); i++) {
      const entry = directory + 2 + i * 12;
      const tag = view.getUint16(entry, true);
      if (tag === 273 || tag === 279)
        bytes.fill(0, view.getUint32(entry + 8, true), view.getUint32(entry + 8, true) + 8);
    }
    const [raster] = await decode(bytes);
    expect(raster?.data).toEqual(new Uint8Array(4));
  });

  it('hears between its pages that it is cancelled', async () => {
    const fields = [short(256, 1), short(257, 1), short(258, 8)];
    const pages = Array.from({ length: 3 }, () => ({ fields, blocks: [new Uint8Array(1)] }));
    const reading = decodeTiff(
      'a.tif',
      buildTiff({ littleEndian: true }, pages),
      nodeDataHost,
      AbortSignal.abort(),
    );
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });

  it('refuses a page that would fill the memory before it decodes it', async () => {
    const fields = [short(256, 9000), short(257, 9000), short(258, 32), short(277, 60_000), short(259, 8)];
    const tiff = buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(8)] }]);
    await expect(decode(tiff)).rejects.toMatchObject({ code: 'image-too-large' });
  });

  it('refuses a page whose few bytes cannot hold its pixels', async () => {
    const fields = [short(256, 9000), short(257, 9000), short(258, 8), short(259, 8)];
    const tiff = buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(800)] }]);
    await expect(decode(tiff)).rejects.toMatchObject({ code: 'truncated-file' });
  });

  it.for([[1], [8]])('names a file whose pixels end early (compression %i)', async ([compression = 1]) => {
    const fields = [short(256, 50), short(257, 40), short(258, 8), short(259, compression)];
    const whole = buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(2000)] }]);
    const view = new DataView(whole.buffer);
    const directory = view.getUint32(4, true);
    const entries = Array.from({ length: 6 }, (_, i) => directory + 2 + i * 12);
    const offsets = entries.find((at) => view.getUint16(at, true) === 273) ?? 0;
    view.setUint32(offsets + 8, whole.length - 10, true);
    await expect(decode(whole)).rejects.toMatchObject({ code: 'truncated-file' });
  });
});

const data = dataDir();

describe.skipIf(data === null)('real TIFFs, against geotiff', { timeout: 120_000 }, () => {
  const folders = ['tiff_depth', 'tiff_compression', 'tiff_stack'];
  const files = folders.flatMap((folder) =>
    data === null
      ? []
      : readdirSync(join(data, 'awkward', folder)).map((name) => `awkward/${folder}/${name}`),
  );
  /** Of no use as a reference: what it does not read, and colours that it does not make. */
  const left = /webp_in|fax_g4|ifd_loop|companion|cmyk|ycbcr|bw1bit|zstd/;

  it.for(files.filter((file) => !left.test(file)))('%s', async (file) => {
    const bytes = Uint8Array.from(readFileSync(join(data ?? '', file)));
    const theirs = await fromArrayBuffer(bytes.buffer);
    theirs.parser.eager = true;
    const { planes, storedPages } = await decodeTiff(file, bytes, nodeDataHost);
    expect(await theirs.getImageCount()).toBe(storedPages);
    const composed = storedPages / planes.length;
    for (const [index, { raster }] of planes.entries()) {
      for (let page = 0; page < composed; page++) {
        const image = await theirs.getImage(index * composed + page);
        const read = (await image.readRasters({ interleave: true })) as unknown as SampleArray;
        const ours = composed === 1 ? raster.data : raster.data.filter((_, i) => i % composed === page);
        expect(Array.from(ours)).toEqual(Array.from(read));
      }
    }
  });
});
