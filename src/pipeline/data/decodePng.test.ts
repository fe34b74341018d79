/** Every kind of PNG against an encoder written from the specification, and real files against another reader. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, crc32 as zlibCrc } from 'node:zlib';
import fc from 'fast-check';
import { decode as fastPng } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { SampleArray } from '../../domain/raster';
import { dataDir } from '../../testing/dataDir';
import { decodePng } from './decodePng';

interface Kind {
  readonly type: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly channels: number;
}

const KINDS: readonly Kind[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ type: 0, depth, channels: 1 }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ type: 3, depth, channels: 1 }) as const),
  ...([8, 16] as const).flatMap((depth) => [
    { type: 2, depth, channels: 3 } as const,
    { type: 4, depth, channels: 2 } as const,
    { type: 6, depth, channels: 4 } as const,
  ]),
];

/** The pass of each pixel of an 8 × 8 square, as the specification prints it (PNG third edition, section 8.1). */
const PASS_OF = [
  [1, 6, 4, 6, 2, 6, 4, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [5, 6, 5, 6, 5, 6, 5, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [3, 6, 4, 6, 3, 6, 4, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [5, 6, 5, 6, 5, 6, 5, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
];

interface Picture {
  readonly kind: Kind;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  readonly filter: number;
  readonly extra?: Uint8Array;
}

function encodePng(picture: Picture, values: readonly number[]): Uint8Array<ArrayBuffer> {
  const { kind, width, height, interlaced, extra } = picture;
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, kind.depth);
  head.setUint8(9, kind.type);
  head.setUint8(12, interlaced ? 1 : 0);
  const stream = deflateSync(Uint8Array.from(rowsOf(picture, values)));
  const palette = Uint8Array.from({ length: 3 * 2 ** Math.min(8, kind.depth) }, (_, i) => (i * 37) & 255);
  const chunks = [
    chunk('IHDR', new Uint8Array(head.buffer)),
    ...(extra ? [extra] : []),
    ...(kind.type === 3 ? [chunk('PLTE', palette)] : []),
    // In two pieces, as large files are.
    chunk('IDAT', stream.subarray(0, 5)),
    chunk('IDAT', stream.subarray(5)),
    chunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...chunks.flatMap((part) => [...part])]);
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = Uint8Array.from([...new TextEncoder().encode(name), ...body]);
  const out = new DataView(new ArrayBuffer(body.length + 12));
  out.setUint32(0, body.length);
  new Uint8Array(out.buffer).set(named, 4);
  out.setUint32(body.length + 8, zlibCrc(named));
  return new Uint8Array(out.buffer);
}

function rowsOf(picture: Picture, values: readonly number[]): number[] {
  const { kind, width, height, interlaced } = picture;
  const bytes: number[] = [];
  for (const pass of interlaced ? [1, 2, 3, 4, 5, 6, 7] : [0]) {
    let above: number[] = [];
    for (let y = 0; y < height; y++) {
      const row: number[] = [];
      for (let x = 0; x < width; x++) {
        if (pass !== 0 && PASS_OF[y % 8]?.[x % 8] !== pass) continue;
        for (let c = 0; c < kind.channels; c++) row.push(values[(y * width + x) * kind.channels + c] ?? 0);
      }
      if (row.length === 0) continue;
      const plain = bytesOf(row, kind.depth);
      bytes.push(picture.filter, ...filtered(picture, plain, above));
      above = plain;
    }
  }
  return bytes;
}

function bytesOf(row: readonly number[], depth: number): number[] {
  const bits = row.map((value) => value.toString(2).padStart(depth, '0')).join('');
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}

function filtered({ kind, filter }: Picture, row: readonly number[], above: readonly number[]): number[] {
  const step = Math.max(1, Math.floor((kind.channels * kind.depth) / 8));
  return row.map((byte, i) => {
    const [a, b, c] = [row[i - step] ?? 0, above[i] ?? 0, i >= step ? (above[i - step] ?? 0) : 0];
    const p = a + b - c;
    const nearest = [a, b, c].reduce((best, value) =>
      Math.abs(p - value) < Math.abs(p - best) ? value : best,
    );
    return (byte - ([0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0)) & 255;
  });
}

const pictures: fc.Arbitrary<Picture> = fc.record({
  kind: fc.constantFrom(...KINDS),
  width: fc.integer({ min: 1, max: 19 }),
  height: fc.integer({ min: 1, max: 17 }),
  interlaced: fc.boolean(),
  filter: fc.integer({ min: 0, max: 4 }),
});

const plane = (bytes: Uint8Array<ArrayBuffer>) => {
  const [only] = decodePng('built.png', bytes).planes;
  if (only === undefined) throw new Error('no plane');
  return only.raster;
};

const small = (extra: Uint8Array): Picture => ({
  kind: { type: 0, depth: 8, channels: 1 },
  width: 2,
  height: 1,
  interlaced: false,
  filter: 0,
  extra,
});

describe('decodePng', () => {
  it('reads back every kind, depth, filter and interlacing', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { kind, width, height } = picture;
        const values = Array.from(
          { length: width * height * kind.channels },
          (_, i) => (i * 40503 + 7) % 2 ** kind.depth,
        );
        const raster = plane(encodePng(picture, values));
        const colours = kind.type >= 4 ? kind.channels - 1 : kind.channels;
        const kept = values.filter((_, i) => i % kind.channels < colours);
        expect(raster).toMatchObject({ width, height, channels: colours });
        expect(Array.from(raster.data)).toEqual(kept);
        expect(raster.palette?.length).toBe(kind.type === 3 ? 3 * 2 ** kind.depth : undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a size from pixels a metre where a microscope could have made them', () => {
    const density = (perMetre: number, unit: number) => {
      const body = new DataView(new ArrayBuffer(9));
      body.setUint32(0, perMetre);
      body.setUint32(4, perMetre);
      body.setUint8(8, unit);
      return chunk('pHYs', new Uint8Array(body.buffer));
    };
    const sizeOf = (extra: Uint8Array) => decodePng('built.png', encodePng(small(extra), [1, 2])).pixelSize;
    expect(sizeOf(density(4_000_000, 1))).toEqual({ x: 0.25, y: 0.25 });
    // 72 dots an inch; a mere aspect ratio.
    expect(sizeOf(density(2835, 1))).toBeNull();
    expect(sizeOf(density(4_000_000, 0))).toBeNull();
  });

  it('does without a chunk that only adds to the image, where that is damaged', () => {
    const extra = chunk('pHYs', new Uint8Array(9));
    extra[12] = 99;
    expect(plane(encodePng(small(extra), [1, 2])).data).toEqual(Uint8Array.of(1, 2));
  });

  it('takes no memory for pixels that the file cannot hold', () => {
    const bytes = encodePng(small(new Uint8Array(0)), [1, 2]);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 9000);
    view.setUint32(20, 9000);
    view.setUint32(29, zlibCrc(bytes.subarray(12, 29)));
    expect(() => decodePng('lies.png', bytes)).toThrow(expect.objectContaining({ code: 'truncated-file' }));
  });
});

const data = dataDir();

describe.skipIf(data === null)('real PNGs, against fast-png', () => {
  const folders = [
    'awkward/png',
    'dsb2018/fluo/images',
    'camvid/images',
    'camvid/masks',
    'cwfid/masks',
    'cwfid/annotations_rgb',
  ];
  const files = folders.flatMap((folder) => {
    if (data === null) return [];
    const found = readdirSync(join(data, folder), { withFileTypes: true }).filter(({ name }) =>
      name.endsWith('.png'),
    );
    return found.slice(0, 4).map(({ name }) => `${folder}/${name}`);
  });

  it.for(files)('%s', (file) => {
    const bytes = Uint8Array.from(readFileSync(join(data ?? '', file)));
    const theirs = fastPng(bytes);
    // What it gives packed is compared in the test above.
    if (theirs.depth < 8) return;
    const colours = theirs.channels % 2 === 0 ? theirs.channels - 1 : theirs.channels;
    const kept = (theirs.data as SampleArray).filter((_, i) => i % theirs.channels < colours);
    expect(Buffer.compare(Buffer.from(plane(bytes).data.buffer), Buffer.from(kept.buffer))).toBe(0);
  });
});
