/** Grey TIFFs: one of 8 bits with a pixel size and one of 16 bits, from formulas, and one of 8 bits that is vast and takes kilobytes. */
import { deflateSync } from 'node:zlib';
import { buildTiff, long, rational, short } from '../src/testing/buildTiff';

const GREY = [short(258, 8), short(262, 1), short(277, 1)];

/** Square, `side` px. `umPerPx` is the side of a pixel, µm. */
export function greyTiff(side: number, umPerPx: number, value: (x: number, y: number) => number): Uint8Array {
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => value(at % side, Math.floor(at / side)));
  const perCm = 10_000 / umPerPx;
  const fields = [
    ...GREY,
    short(256, side),
    short(257, side),
    short(259, 1),
    short(278, side),
    rational(282, perCm),
    rational(283, perCm),
    short(296, 3),
  ];
  return buildTiff({ littleEndian: true }, [{ fields, blocks: [pixels] }]);
}

const TILE = 256;

/** Square, `side` px, a multiple of 256: all its tiles are one. */
export function largeTiff(side: number): Uint8Array {
  const pixels = Uint8Array.from({ length: TILE * TILE }, (_, at) => ((at % TILE) * 3 + (at >> 8)) & 255);
  const tile = deflateSync(pixels);
  const tiles = (side / TILE) ** 2;
  const listed = (tag: number, number: number) => long(tag, ...Array<number>(tiles).fill(number));
  const fields = [
    ...GREY,
    short(256, side),
    short(257, side),
    short(259, 8),
    short(322, TILE),
    short(323, TILE),
    listed(324, 16),
    listed(325, tile.length),
  ];
  return buildTiff({ littleEndian: true }, [{ fields, blocks: [tile], tiled: true, ownBlocks: false }]);
}

/** Square, `side` px, of 16 bits. */
export function greyTiff16(side: number, value: (x: number, y: number) => number): Uint8Array {
  const pixels = Uint16Array.from({ length: side * side }, (_, at) =>
    value(at % side, Math.floor(at / side)),
  );
  const fields = [
    short(258, 16),
    short(262, 1),
    short(277, 1),
    short(256, side),
    short(257, side),
    short(259, 1),
    short(278, side),
  ];
  return buildTiff({ littleEndian: true }, [{ fields, blocks: [new Uint8Array(pixels.buffer)] }]);
}
