/** Which page is which plane: ImageJ's and OME's words against stacks whose pixels say where they belong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildTiff,
  rational,
  short,
  type TiffField,
  type TiffPageParts,
  text,
} from '../../testing/buildTiff';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeTiff } from './decodeTiff';

/** One page of one pixel. */
function page(value: number, fields: readonly TiffField[] = []): TiffPageParts {
  const basic = [short(256, 1), short(257, 1), short(258, 8), short(262, 1)];
  return { fields: [...basic, ...fields], blocks: [Uint8Array.of(value)] };
}

function stack(description: string, values: readonly number[], fields: readonly TiffField[] = []) {
  const pages = values.map((value, i) => page(value, i === 0 ? [text(270, description), ...fields] : []));
  return buildTiff({ littleEndian: true }, pages);
}

async function decoded(bytes: Uint8Array<ArrayBuffer>) {
  const file = await decodeTiff('stack.tif', bytes, nodeDataHost);
  return { ...file, planes: file.planes.map(({ raster, label }) => [label, ...raster.data]) };
}

const imagej = (...lines: string[]) => ['ImageJ=1.53t', ...lines, ''].join('\n');

describe('ImageJ stacks', () => {
  it('puts channels into one plane, z within t', async () => {
    // Values are 100 t + 10 z + c; the file's order is channel, slice, frame.
    const values = [0, 1].flatMap((t) => [0, 1, 2].flatMap((z) => [0, 1].map((c) => 100 * t + 10 * z + c)));
    const file = await decoded(stack(imagej('images=12', 'channels=2', 'slices=3', 'frames=2'), values));
    expect(file.storedPages).toBe(12);
    expect(file.planes).toEqual([
      ['z 1, t 1', 0, 1],
      ['z 2, t 1', 10, 11],
      ['z 3, t 1', 20, 21],
      ['z 1, t 2', 100, 101],
      ['z 2, t 2', 110, 111],
      ['z 3, t 2', 120, 121],
    ]);
  });

  it('labels only what there is more than one of', async () => {
    const frames = await decoded(stack(imagej('images=2', 'frames=2'), [5, 6]));
    expect(frames.planes).toEqual([
      ['t 1', 5],
      ['t 2', 6],
    ]);
    expect((await decoded(stack(imagej('images=2', 'channels=2'), [5, 6]))).planes).toEqual([[null, 5, 6]]);
  });

  it('takes its display colours for no palette, on any page', async () => {
    const map = short(320, ...Array<number>(768).fill(7));
    const coloured = (value: number, fields: readonly TiffField[]): TiffPageParts => ({
      fields: [short(256, 1), short(257, 1), short(258, 8), short(262, 3), map, ...fields],
      blocks: [Uint8Array.of(value)],
    });
    const words = text(270, imagej('images=2', 'slices=2'));
    const bytes = buildTiff({ littleEndian: true }, [coloured(1, [words]), coloured(2, [])]);
    const { planes } = await decodeTiff('lut.tif', bytes, nodeDataHost);
    expect(planes.map(({ raster }) => raster.palette)).toEqual([undefined, undefined]);
  });

  it('takes the pages as they are where there are not as many as it says', async () => {
    expect((await decoded(stack(imagej('images=12', 'channels=2', 'slices=6'), [5, 6, 7]))).planes).toEqual([
      [null, 5],
      [null, 6],
      [null, 7],
    ]);
  });

  it('finds the planes that follow the only directory’s', async () => {
    const fields = [short(256, 2), short(257, 1), short(258, 16), text(270, imagej('images=3', 'slices=3'))];
    const block = Uint8Array.from([0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]);
    const file = await decoded(buildTiff({ littleEndian: false }, [{ fields, blocks: [block] }]));
    expect(file.storedPages).toBe(3);
    expect(file.planes).toEqual([
      ['z 1', 1, 2],
      ['z 2', 3, 4],
      ['z 3', 5, 6],
    ]);
  });

  it('reads a single plane that kept the words of its stack', async () => {
    const fields = [
      short(256, 100),
      short(257, 100),
      short(258, 8),
      text(270, imagej('images=500', 'slices=500')),
    ];
    const file = await decodeTiff(
      'one.tif',
      buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(10_000)] }]),
      nodeDataHost,
    );
    expect(file).toMatchObject({ storedPages: 1, planes: [{ label: null }] });
  });

  it.for([
    ['micron', 4, 0.25],
    ['\\u00B5m', 2, 0.5],
    ['µm', 2, 0.5],
    ['nm', 0.1, 0.01],
    ['mm', 1000, 1],
  ] as const)('takes pixels per %s', async ([unit, perUnit, um]) => {
    const resolution = [rational(282, perUnit), rational(283, perUnit / 2)];
    const { pixelSize } = await decoded(stack(imagej(`unit=${unit}`), [0], resolution));
    expect(pixelSize?.x).toBeCloseTo(um, 9);
    expect(pixelSize?.y).toBeCloseTo(um * 2, 9);
  });

  it.for([['inch'], ['pixel'], ['']])('takes no size from the unit "%s"', async ([unit]) => {
    const resolution = [rational(282, 72), rational(283, 72)];
    expect((await decoded(stack(imagej(`unit=${unit}`), [0], resolution))).pixelSize).toBeNull();
  });
});

describe('the resolution of plain TIFFs', () => {
  it.for([
    // A microscope's 40,000 pixels a centimetre; print and screens.
    [3, 40_000, 0.25],
    [2, 254_000, 0.1],
    [2, 300, null],
    [2, 72, null],
    [1, 40_000, null],
    [3, 0, null],
  ] as const)('unit %i, %f pixels', async ([unit, perUnit, um]) => {
    const fields = [short(296, unit), rational(282, perUnit), rational(283, perUnit)];
    const { pixelSize } = await decoded(buildTiff({ littleEndian: true }, [page(0, fields)]));
    expect(pixelSize).toEqual(um === null ? null : { x: um, y: um });
  });
});

const OME = 'xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"';

interface Sizes {
  readonly C: number;
  readonly Z: number;
  readonly T: number;
}

function ome(order: string, { C, Z, T }: Sizes, inside = '', attributes = '', root = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><!-- words --><OME ${OME} ${root}><Image ID="Image:0"><Pixels ID="Pixels:0"
    DimensionOrder="XY${order}" Type="uint8" SizeX="1" SizeY="1" SizeC="${C}" SizeZ="${Z}" SizeT="${T}" ${attributes}>
    ${inside}</Pixels></Image></OME>`;
}

const expected = ({ C, Z, T }: Sizes, value: (c: number, z: number, t: number) => number) =>
  range(T).flatMap((t) => range(Z).map((z) => range(C).map((c) => value(c, z, t))));

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

describe('OME-TIFF', () => {
  it('follows the order of dimensions', async () => {
    const size = fc.integer({ min: 1, max: 3 });
    const sizes = fc.record({ C: size, Z: size, T: size });
    const orders = fc.constantFrom('CZT', 'CTZ', 'ZCT', 'ZTC', 'TCZ', 'TZC');
    await fc.assert(
      fc.asyncProperty(orders, sizes, async (order, extents) => {
        const [fast, middle, slow] = [...order] as ('C' | 'Z' | 'T')[];
        if (fast === undefined || middle === undefined || slow === undefined) throw new Error('no order');
        const values: number[] = [];
        for (const s of range(extents[slow])) {
          for (const m of range(extents[middle])) {
            for (const f of range(extents[fast])) {
              const at = { C: 0, Z: 0, T: 0, [slow]: s, [middle]: m, [fast]: f };
              values.push(at.C + 10 * at.Z + 50 * at.T);
            }
          }
        }
        const { planes } = await decoded(stack(ome(order, extents), values));
        expect(planes.map(([, ...samples]) => samples)).toEqual(
          expected(extents, (c, z, t) => c + 10 * z + 50 * t),
        );
      }),
    );
  });

  it('finds planes where TiffData says they are', async () => {
    const data = range(4)
      .map((i) => `<TiffData FirstC="${i % 2}" FirstZ="${i >> 1}" FirstT="0" IFD="${3 - i}" PlaneCount="1"/>`)
      .join('');
    const { planes } = await decoded(stack(ome('CZT', { C: 2, Z: 2, T: 1 }, data), [40, 30, 20, 10]));
    expect(planes).toEqual([
      ['z 1', 10, 20],
      ['z 2', 30, 40],
    ]);
  });

  it('takes the pages as they are where other files hold the rest', async () => {
    const here = '<TiffData IFD="0" FirstZ="0"><UUID FileName="a.ome.tif">urn:uuid:a</UUID></TiffData>';
    const there = '<TiffData IFD="0" FirstZ="1"><UUID FileName="b.ome.tif">urn:uuid:b</UUID></TiffData>';
    const xml = ome('CZT', { C: 1, Z: 2, T: 1 }, here + there, '', 'UUID="urn:uuid:a"');
    expect((await decoded(stack(xml, [7]))).planes).toEqual([[null, 7]]);
    expect((await decoded(stack(xml, [7, 8]))).planes).toEqual([
      [null, 7],
      [null, 8],
    ]);
  });

  it('tells the pixel size and the channels’ names', async () => {
    const channels =
      '<Channel ID="Channel:0:0" Name="DAPI"/><Channel ID="Channel:0:1" Name="actin &amp; tubulin"/>';
    const size = 'PhysicalSizeX="65" PhysicalSizeXUnit="nm" PhysicalSizeY="0.13"';
    const file = await decoded(stack(ome('CZT', { C: 2, Z: 1, T: 1 }, channels, size), [1, 2]));
    expect(file.pixelSize).toEqual({ x: 0.065, y: 0.13 });
    expect(file.channelNames).toEqual(['DAPI', 'actin & tubulin']);
    const micro = await decoded(
      stack(ome('CZT', { C: 1, Z: 1, T: 1 }, '', size.replace('nm', '&#181;m')), [1]),
    );
    expect(micro.pixelSize).toEqual({ x: 65, y: 0.13 });
    expect(micro.channelNames).toBeNull();
  });

  it('counts an RGB page as three channels', async () => {
    const fields = [short(256, 1), short(257, 1), short(258, 8, 8, 8), short(262, 2), short(277, 3)];
    const pages = range(2).map((z) => ({
      fields: z === 0 ? [...fields, text(270, ome('CZT', { C: 3, Z: 2, T: 1 }))] : fields,
      blocks: [Uint8Array.of(z, z + 1, z + 2)],
    }));
    expect((await decoded(buildTiff({ littleEndian: true }, pages))).planes).toEqual([
      ['z 1', 0, 1, 2],
      ['z 2', 1, 2, 3],
    ]);
  });

  it('reads the pixels whatever the words are', async () => {
    const billion = '<!DOCTYPE OME [<!ENTITY a "aaaaaaaaaa">]><OME>&a;</OME>';
    const damaged = ome('CZT', { C: 1, Z: 2, T: 1 }).slice(0, 200);
    const huge = ome('CZT', { C: 1_000_000, Z: 1_000_000, T: 1_000_000 });
    for (const words of [billion, damaged, huge, '<OME/>']) {
      expect((await decoded(stack(words, [1, 2]))).planes).toEqual([
        [null, 1],
        [null, 2],
      ]);
    }
  });
});

describe('plain multi-page files', () => {
  it('leaves out reduced copies and transparency masks', async () => {
    const pages = [page(1), page(2, [short(254, 1)]), page(3, [short(254, 4)]), page(4, [short(254, 2)])];
    const file = await decoded(buildTiff({ littleEndian: true }, pages));
    expect(file).toMatchObject({
      storedPages: 2,
      planes: [
        [null, 1],
        [null, 4],
      ],
    });
  });
});
