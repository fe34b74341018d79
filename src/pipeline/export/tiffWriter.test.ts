/** What we write as TIFF, read back by another program's reader and by our own. */
import fc from 'fast-check';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, test } from 'vitest';
import type { ObjectMap } from '../../domain/objects';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeTiff } from '../data/decodeTiff';
import { MemorySink } from './byteSink';
import { writeObjectTiff } from './objectTiff';
import { writeProbabilityTiff } from './probabilityTiff';
import { needsBigTiff, type TiffPage, type TiffSamples, TiffWriter } from './tiffWriter';

const ARRAYS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
} as const;

const kinds = fc.record({
  type: fc.constantFrom('uint8' as const, 'uint16' as const, 'uint32' as const, 'float32' as const),
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
  rowsPerStrip: fc.integer({ min: 1, max: 9 }),
  deflate: fc.boolean(),
});

/** Values over the type's whole range. */
function samplesOf(
  { type, width, height }: Pick<TiffPage, 'type' | 'width' | 'height'>,
  page: number,
): TiffSamples {
  const word = (at: number) => ((at + 1) * 2654435761 + page * 977) % 2 ** 32;
  const value = (at: number) =>
    type === 'float32' ? word(at) / 2 ** 32 : word(at) % 2 ** (8 * ARRAYS[type].BYTES_PER_ELEMENT);
  return new ARRAYS[type](Array.from({ length: width * height }, (_, at) => value(at)));
}

/** Strips of all pages in turn, as a stream of predicted bands would come. */
async function written(pages: readonly TiffPage[], big: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const sink = new MemorySink();
  const writer = new TiffWriter(sink, big);
  const places = pages.map((page) => writer.addPage(page));
  for (let row = 0; row < 9; row++) {
    for (const [index, page] of pages.entries()) {
      if (row % page.rowsPerStrip !== 0 || row >= page.height) continue;
      const samples = samplesOf(page, index);
      const end = Math.min(page.height, row + page.rowsPerStrip);
      await writer.append(places[index] ?? -1, samples.subarray(row * page.width, end * page.width));
    }
  }
  await writer.end();
  return sink.bytes();
}

describe('TiffWriter', () => {
  test('any pages, in both kinds of file, are what two readers read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 4 }), fc.boolean(), async (shapes, big) => {
        const pages = shapes.map((shape) => ({ ...shape, description: null, resolution: null }));
        const bytes = await written(pages, big);
        const tiff = await fromArrayBuffer(bytes.buffer);
        expect(await tiff.getImageCount()).toBe(pages.length);
        const own = await decodeTiff('own.tif', bytes, nodeDataHost);
        for (const [index, page] of pages.entries()) {
          const expected = samplesOf(page, index);
          const image = await tiff.getImage(index);
          expect(await image.readRasters({ interleave: true })).toMatchObject({ ...expected });
          const raster = own.planes[index]?.raster;
          expect([raster?.width, raster?.height, raster?.type]).toEqual([page.width, page.height, page.type]);
          expect(raster?.data).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('refuses strips that do not fit and pages that are not whole', async () => {
    const page: TiffPage = {
      width: 2,
      height: 3,
      type: 'uint8',
      rowsPerStrip: 2,
      deflate: false,
      description: null,
      resolution: null,
    };
    const writer = new TiffWriter(new MemorySink(), false);
    const at = writer.addPage(page);
    await expect(writer.append(at, new Uint8Array(2))).rejects.toThrow('a strip has the rows of its page');
    await expect(writer.append(at, new Uint16Array(4))).rejects.toThrow('a strip has samples of its page');
    await writer.append(at, new Uint8Array(4));
    await expect(writer.end()).rejects.toThrow('a page has all its rows');
  });

  test('has offsets of 64 bits from about 4 GiB on', () => {
    expect([needsBigTiff(2 ** 32 - 2 ** 25), needsBigTiff(2 ** 32 - 1)]).toEqual([false, true]);
  });
});

/** As ImageJ reads pixel sizes: the resolution fields are pixels a unit, the unit stands in the description. */
async function imagejReading(bytes: Uint8Array<ArrayBuffer>) {
  const directory = (await (await fromArrayBuffer(bytes.buffer)).getImage()).fileDirectory;
  const fraction = async (tag: 'XResolution' | 'YResolution') => {
    const [over = 0, under = 0] = Array.from(Object(await directory.loadValue(tag)) as ArrayLike<number>);
    return under / over;
  };
  const description = String(await directory.loadValue('ImageDescription'));
  return { x: await fraction('XResolution'), y: await fraction('YResolution'), description };
}

describe('writeProbabilityTiff', () => {
  const planes = { width: 5, height: 130, classes: 3 };
  const probabilities = Float32Array.from({ length: 3 * 5 * 130 }, (_, at) => Math.fround(at / 2000));

  test('has one page a class and the pixel size, in several strips', async () => {
    const sink = new MemorySink();
    await writeProbabilityTiff(sink, { ...planes, probabilities }, { x: 0.3249, y: 2.5 });
    const tiff = await fromArrayBuffer(sink.bytes().buffer);
    expect(await tiff.getImageCount()).toBe(3);
    for (const index of [0, 1, 2]) {
      const page = await tiff.getImage(index);
      const part = probabilities.subarray(index * 650, (index + 1) * 650);
      expect(await page.readRasters({ interleave: true })).toEqual(expect.objectContaining({ ...part }));
    }
    const { x, y, description } = await imagejReading(sink.bytes());
    expect(x).toBeCloseTo(0.3249, 8);
    expect(y).toBeCloseTo(2.5, 8);
    expect(description).toContain('images=3\nchannels=3\nhyperstack=true\nmode=grayscale\nunit=micron\n');
    const own = await decodeTiff('own.tif', sink.bytes(), nodeDataHost);
    expect(own.pixelSize?.x).toBeCloseTo(0.3249, 8);
    expect(own.planes[0]?.raster.channels).toBe(3);
  });

  test('says nothing of a pixel size that is not known', async () => {
    const sink = new MemorySink();
    await writeProbabilityTiff(sink, { ...planes, probabilities }, null);
    const { pixelSize } = await decodeTiff('own.tif', sink.bytes(), nodeDataHost);
    expect(pixelSize).toBeNull();
  });
});

describe('writeObjectTiff', () => {
  const objectsOf = (width: number, height: number, count: number): ObjectMap => ({
    width,
    height,
    ids: Uint32Array.from({ length: width * height }, (_, at) => Math.floor(at / 5) % (count + 1)),
    count,
    classes: new Uint8Array(count + 1),
  });

  test.each([
    [65_535, 'fit', 'uint16'],
    [65_536, 'fit', 'uint32'],
    [9, 32, 'uint32'],
  ] as const)('%d objects in bits that are to be %s are %s', async (count, bits, type) => {
    const pages = [objectsOf(700, 500, count), objectsOf(3, 2, 4)];
    const sink = new MemorySink();
    const pixelSize = { x: 0.5, y: 0.25 };
    await writeObjectTiff(
      sink,
      pages.map((objects) => ({ objects, pixelSize })),
      bits,
    );
    const bytes = sink.bytes();
    const tiff = await fromArrayBuffer(bytes.buffer);
    for (const [index, { ids }] of pages.entries()) {
      const samples = await (await tiff.getImage(index)).readRasters({ interleave: true });
      expect(samples.constructor.name).toBe(type === 'uint16' ? 'Uint16Array' : 'Uint32Array');
      const read = Uint32Array.from(Array.from(samples as ArrayLike<number>));
      expect(Buffer.from(read.buffer).equals(Buffer.from(ids.buffer))).toBe(true);
    }
    const own = await decodeTiff('own.tif', bytes, nodeDataHost);
    expect(own.pixelSize).toEqual(pixelSize);
    expect(own.planes.map(({ raster }) => raster.type)).toEqual([type, type]);
    expect(bytes.length).toBeLessThan(700 * 500 * 2);
  });
});
