/** Every awkward file against what an independent reader measured, or its own coded refusal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../common/errors';
import type { Raster } from '../../domain/raster';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeFile } from './decodeFile';
import { fileFacts } from './fileFacts';

const data = dataDir();

function load(path: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(join(data ?? '', path)));
}

const decode = (path: string) => decodeFile(path, load(path), nodeDataHost);

async function codeOf(decoding: Promise<unknown>): Promise<string> {
  try {
    await decoding;
    return 'decoded';
  } catch (thrown) {
    return thrown instanceof StudioError ? thrown.code : `uncoded ${String(thrown)}`;
  }
}

const asBytes = (raster: Raster | undefined) => (raster?.data ?? new Uint8Array()) as Uint8Array;

/** Files that are refused, and how. Everything else in the folder must decode as measured. */
const REFUSED: Readonly<Record<string, string>> = {
  'tiff_compression/webp_in_tiff.tif': 'unsupported-feature',
  'tiff_compression/fax_g4.tif': 'unsupported-feature',
  'tiff_stack/ifd_loop.tiff': 'unreadable-file',
  'tiff_stack/multifile.companion.ome': 'not-an-image',
  // Only a browser decodes it: see e2e.
  'photo/photo.webp': 'unsupported-format',
  'photo/photo.heif': 'unsupported-format',
  'photo/photo.psd': 'unsupported-format',
  'broken/truncated.jpg': 'truncated-file',
  // Its EXIF is no matter; but every byte 0x0d of it was lost on the way, and the pixels with them.
  'broken/bad_exif.jpg': 'unreadable-file',
  'broken/bomb.gif': 'image-too-large',
  'broken/ifd_out_of_file.tif': 'truncated-file',
  'broken/fuzz1.tif': 'truncated-file',
  'broken/lzw_broken.tif': 'unsupported-feature',
  'broken/fuzz_colormap.tiff': 'truncated-file',
  'broken/xhdn0g08.png': 'unreadable-file',
  'broken/xdtn0g01.png': 'unreadable-file',
  'broken/zero_width.gif': 'unreadable-file',
};

interface Measured {
  readonly pages: number;
  /** Of the first page as stored: [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  /** Null for the files of which Pillow measured only the size. */
  readonly type: string | null;
  readonly min: number;
  readonly max: number;
  /** Channels of an ImageJ or OME file that lie on pages of their own. */
  readonly channelPages: number;
  readonly cmyk: boolean;
}

const TIFF_FACTS = /^(\d+) page\(s\) ([\dx]+).*? (bool|u?int\d+|float\d+) (.*?)min (\S+) max (\S+)/;
const IMAGE_FACTS = /^(?:PNG|JPEG|BMP|GIF) (\d+)x(\d+) mode (\S+) frames (\d+) exif-orientation (\S+)/;
/** Colours by Pillow's mode; alpha is dropped, CMYK becomes RGB. */
const MODE_CHANNELS: Readonly<Record<string, number>> = { RGB: 3, RGBA: 3, CMYK: 3 };

/** The manifest's words as numbers; null for the files whose pixels nobody could measure. */
function parseFacts(file: string, facts: string): Measured | null {
  return parseTiffFacts(facts) ?? parsePictureFacts(file, facts);
}

function parseTiffFacts(facts: string): Measured | null {
  const tiff = TIFF_FACTS.exec(facts);
  if (tiff === null) return null;
  const [, pages, sides = '', type = '', rest = '', min, max] = tiff;
  const [first = 0, second = 0, third = 1] = sides.split('x').map(Number);
  const shape = rest.includes('planar')
    ? ([second, third, first] as const)
    : ([first, second, third] as const);
  const imagej = /'channels': (\d+)/.exec(rest)?.[1];
  const channelPages = rest.includes(' ome ') ? Number(pages) : Number(imagej ?? 1);
  const cmyk = rest.includes('SEPARATED');
  return { pages: Number(pages), shape, type, min: asNumber(min), max: asNumber(max), channelPages, cmyk };
}

function parsePictureFacts(file: string, facts: string): Measured | null {
  const image = IMAGE_FACTS.exec(facts);
  if (image === null) return null;
  const [, width, height, mode = '', frames, orientation] = image;
  const turned = orientation !== 'None' && Number(orientation) >= 5;
  const [w, h] = turned ? [Number(height), Number(width)] : [Number(width), Number(height)];
  // Pillow has no 16-bit grey with alpha and widens it; the file's own header says grey. The frames of the GIF have
  // palettes of their own, so they are RGB here.
  const grey = file.includes('basn4a');
  const channels = grey ? 1 : Number(frames) > 1 ? 3 : (MODE_CHANNELS[mode] ?? 1);
  const shape = [h, w, channels] as const;
  return { pages: Number(frames), shape, type: null, min: 0, max: 0, channelPages: 1, cmyk: false };
}

function asNumber(text = ''): number {
  return text === 'True' ? 1 : text === 'False' ? 0 : Number(text);
}

function manifest(): { file: string; facts: string }[] {
  const lines = readFileSync(join(data ?? '', 'awkward/MANIFEST.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [file = '', , facts = ''] = line.split('\t');
    return { file, facts };
  });
}

/** The narrowest type of ours that holds theirs. */
function ourType(theirs: string): string {
  return theirs === 'bool' ? 'uint8' : theirs === 'float16' ? 'float32' : theirs;
}

/** Values of the first page: the first channel where each channel is a page. */
function firstPage(raster: Raster, channelPages: number): number[] {
  return channelPages === 1
    ? Array.from(raster.data)
    : Array.from(raster.data).filter((_, index) => index % channelPages === 0);
}

function range(values: readonly number[]): [number, number] {
  return values.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

describe.skipIf(data === null)('awkward files', { timeout: 60_000 }, () => {
  it.for(data === null ? [] : manifest())('$file', async ({ file, facts }) => {
    const expected = REFUSED[file];
    const decoding = decode(`awkward/${file}`);
    if (expected !== undefined) {
      expect(await codeOf(decoding)).toBe(expected);
      return;
    }
    const decoded = await decoding;
    const [first] = fileFacts(decoded).planes;
    const raster = decoded.planes[0]?.raster;
    const measured = parseFacts(file, facts);
    if (raster === undefined || first === undefined) throw new Error('no planes');
    for (const { raster: plane } of decoded.planes) {
      expect(plane.data.length).toBe(plane.width * plane.height * plane.channels);
    }
    if (measured === null) return;
    const { pages, shape, channelPages, cmyk, type, min, max } = measured;
    const [height, width, stored] = shape;
    expect(decoded.storedPages).toBe(pages);
    expect(decoded.planes.length).toBe(pages / channelPages);
    expect(first).toMatchObject({ height, width, channels: cmyk ? 3 : stored * channelPages });
    if (type === null) return;
    expect(first.type).toBe(ourType(type));
    // Inks are not colours: that CMYK is turned into the right ones is tested beside cmykToRgb.
    if (!cmyk) expect(range(firstPage(raster, channelPages))).toEqual([min, max]);
  });

  it('tells what is in a file of several channels', async () => {
    const ome = fileFacts(await decode('awkward/tiff_stack/multichannel.ome.tif'));
    expect(ome).toMatchObject({
      storedPages: 3,
      planes: [{ channels: 3, type: 'int8', min: -1, label: null }],
    });
    const zstack = await decode('awkward/tiff_stack/zstack9.tif');
    expect(zstack.planes.map(({ label }) => label)).toEqual(
      Array.from({ length: 9 }, (_, z) => `z ${z + 1}`),
    );
    // "unit=micron" and 1/0.26 pixels a unit, as the file says.
    expect(zstack.pixelSize?.x).toBeCloseTo(0.26, 6);
  });

  it('refuses with a sentence that names the file', async () => {
    for (const file of Object.keys(REFUSED)) {
      const path = `awkward/${file}`;
      await expect(decode(path)).rejects.toThrow(path);
    }
  });
});

describe.skipIf(data === null)('pixel sizes of real files', () => {
  it.for([
    // As celltrackingchallenge.net/2d-datasets states them.
    ['dic_c2dh_hela/images/01_t031.tif', 0.19],
    ['fluo_n2dl_hela/images/01_t052.tif', 0.645],
  ] as const)('%s', async ([path, um]) => {
    const { pixelSize } = await decode(path);
    expect(pixelSize?.x).toBeCloseTo(um, 4);
    expect(pixelSize?.y).toBeCloseTo(um, 4);
  });
});

describe.skipIf(data === null)('ISBI 2012 as PNG and as TIFF', { timeout: 60_000 }, () => {
  const slices = (folder: string, count: number) =>
    readdirSync(join(data ?? '', 'isbi2012', folder))
      .sort()
      .slice(0, count)
      .map((name) => `isbi2012/${folder}/${name}`);

  it.for([
    ['train-volume.tif', 'images', 24],
    ['train-labels.tif', 'masks', 24],
    ['train-labels_lzw.tif', 'masks', 24],
    ['train-volume_first10_deflate.tif', 'images', 10],
    ['train-volume_first10_imagej.tif', 'images', 10],
  ] as const)('%s holds the pixels of %s/', async ([stack, folder, count]) => {
    const { planes } = await decode(`isbi2012/stacks/${stack}`);
    expect(planes.length).toBe(count);
    for (const [page, file] of slices(folder, count).entries()) {
      const png = (await decode(file)).planes[0]?.raster;
      const raster = planes[page]?.raster;
      expect({ ...raster, data: null }).toEqual({ ...png, data: null });
      // Buffer compares bytes at once; toEqual would walk a quarter of a million elements.
      expect(Buffer.compare(asBytes(raster), asBytes(png))).toBe(0);
    }
  });
});
