/** Every awkward file against what an independent reader measured, or its own coded refusal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../common/errors';
import type { Raster } from '../../domain/raster';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeFile } from './decodeFile';

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

/** Files that are refused for now, and how. Everything else in the folder must decode as measured. */
const REFUSED: Readonly<Record<string, string>> = {
  'tiff_compression/int16_zstd.tif': 'unsupported-feature',
  'tiff_compression/webp_in_tiff.tif': 'unsupported-feature',
  'tiff_compression/fax_g4.tif': 'unsupported-feature',
  'tiff_compression/cmyk.tiff': 'unsupported-feature',
  'tiff_stack/ifd_loop.tiff': 'unreadable-file',
  'tiff_stack/multifile.companion.ome': 'unsupported-format',
  'photo/cmyk.jpg': 'unsupported-feature',
  'photo/photo.webp': 'unsupported-format',
  'photo/photo.heif': 'unsupported-format',
  'photo/photo.bmp': 'unsupported-format',
  'photo/animated.gif': 'unsupported-format',
  'photo/photo.psd': 'unsupported-format',
  'broken/truncated.jpg': 'truncated-file',
  'broken/bomb.gif': 'unsupported-format',
  'broken/ifd_out_of_file.tif': 'truncated-file',
  'broken/fuzz1.tif': 'unreadable-file',
  'broken/lzw_broken.tif': 'unsupported-feature',
  'broken/fuzz_colormap.tiff': 'truncated-file',
  'broken/xhdn0g08.png': 'unreadable-file',
  'broken/xdtn0g01.png': 'unreadable-file',
  'broken/zero_width.gif': 'unsupported-format',
};

interface Measured {
  readonly file: string;
  readonly pages: number | null;
  /** Of the first page: [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  readonly type: string | null;
  /** Of the first page. */
  readonly min: number | null;
  readonly max: number | null;
}

const TIFF_FACTS = /^(\d+) page\(s\) ([\dx]+).*? (bool|u?int\d+|float\d+) (.*?)min (\S+) max (\S+)/;
const IMAGE_FACTS = /^(?:PNG|JPEG) (\d+)x(\d+) mode (\S+).*exif-orientation (\S+)/;
const MODE_CHANNELS: Readonly<Record<string, number>> = { RGB: 3, RGBA: 3 };

/** The manifest's words as numbers; null for the files whose pixels nobody could measure. */
function parseFacts(file: string, facts: string): Measured | null {
  const tiff = TIFF_FACTS.exec(facts);
  if (tiff) {
    const [, pages, shape = '', type = '', rest = '', min, max] = tiff;
    const numbers = shape.split('x').map(Number);
    const [first = 0, second = 0, third = 1] = numbers;
    const dims = rest.includes('planar')
      ? ([second, third, first] as const)
      : ([first, second, third] as const);
    return { file, pages: Number(pages), shape: dims, type, min: asNumber(min), max: asNumber(max) };
  }
  const image = IMAGE_FACTS.exec(facts);
  if (!image) return null;
  const [, width, height, mode = '', orientation] = image;
  // Pillow has no 16-bit grey with alpha and widens it; the file's own header says grey.
  if (file.includes('basn4a'))
    return { file, pages: 1, shape: [32, 32, 1], type: 'uint16', min: null, max: null };
  const turned = orientation !== 'None' && Number(orientation) >= 5;
  const [w, h] = turned ? [Number(height), Number(width)] : [Number(width), Number(height)];
  return { file, pages: 1, shape: [h, w, MODE_CHANNELS[mode] ?? 1], type: null, min: null, max: null };
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

function range(page: Raster | undefined): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of page?.data ?? []) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

describe.skipIf(data === null)('awkward files', { timeout: 60_000 }, () => {
  it.for(data === null ? [] : manifest())('$file', async ({ file, facts }) => {
    const expected = REFUSED[file];
    const decoding = decode(`awkward/${file}`);
    if (expected !== undefined) {
      expect(await codeOf(decoding)).toBe(expected);
      return;
    }
    const pages = await decoding;
    const measured = parseFacts(file, facts);
    if (measured === null) return;
    const [height, width, channels] = measured.shape;
    expect(pages.length).toBe(measured.pages);
    expect(pages[0]).toMatchObject({ height, width, channels });
    for (const page of pages) expect(page.data.length).toBe(page.width * page.height * page.channels);
    if (measured.type !== null) expect(pages[0]?.type).toBe(ourType(measured.type));
    if (measured.min !== null) expect(range(pages[0])).toEqual([measured.min, measured.max]);
  });

  it('refuses with a sentence that names the file', async () => {
    for (const file of Object.keys(REFUSED)) {
      const path = `awkward/${file}`;
      await expect(decode(path)).rejects.toThrow(path);
    }
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
    const pages = await decode(`isbi2012/stacks/${stack}`);
    expect(pages.length).toBe(count);
    for (const [page, file] of slices(folder, count).entries()) {
      const [png] = await decode(file);
      expect({ ...pages[page], data: null }).toEqual({ ...png, data: null });
      // Buffer compares bytes at once; toEqual would walk a quarter of a million elements.
      expect(Buffer.compare(asBytes(pages[page]), asBytes(png))).toBe(0);
    }
  });
});
