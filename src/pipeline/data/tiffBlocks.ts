/** Where a TIFF page's strips or tiles lie in the page and in the file. */
import { unreadableFile } from './refusals';
import { CODEC } from './tiffCodecs';
import { numberField, numbersField, TAG, type TiffDirectory } from './tiffFields';

export interface TiffBlocks {
  readonly tiled: boolean;
  /** Of every block, px; the last strip is shorter. Tiles at the edge reach beyond the page. */
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
  /** Row by row, plane by plane where each channel has its own. Offset and count 0: nothing stored, all zero. */
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly planar: boolean;
  readonly compression: number;
  readonly predictor: number;
}

/** Uncompressed strips longer than this are read in parts, so that a window costs its own rows only. */
const PART_BYTES = 2 ** 20;

/** Null where the blocks leave the file. Throws `unreadable-file` where they do not cover the page. */
export function tiffBlocks(
  path: string,
  directory: TiffDirectory,
  shape: Shape,
  fileBytes: number,
): TiffBlocks | null {
  const blocks = directory.has(TAG.tileOffsets)
    ? tiles(directory, shape)
    : strips(directory, shape, fileBytes);
  if (blocks === null) return null;
  const needed = blocks.across * blocks.down * (shape.planar ? shape.samples : 1);
  if (!(blocks.offsets.length >= needed && blocks.counts.length >= needed)) {
    throw unreadableFile(path, 'its strips or tiles do not cover the image.');
  }
  for (let i = 0; i < needed; i++) {
    if ((blocks.offsets[i] ?? 0) + (blocks.counts[i] ?? 0) > fileBytes) return null;
  }
  return blocks;
}

function tiles(directory: TiffDirectory, { width, height }: Shape): TiffBlocks {
  // Zero would make infinitely many.
  const tileWidth = Math.max(1, numberField(directory, TAG.tileWidth, width));
  const tileHeight = Math.max(1, numberField(directory, TAG.tileLength, height));
  return {
    tiled: true,
    width: tileWidth,
    height: tileHeight,
    across: Math.ceil(width / tileWidth),
    down: Math.ceil(height / tileHeight),
    offsets: numbersField(directory, TAG.tileOffsets),
    counts: numbersField(directory, TAG.tileByteCounts),
  };
}

function strips(directory: TiffDirectory, shape: Shape, fileBytes: number): TiffBlocks | null {
  const { width, height, compression } = shape;
  const rows = Math.max(1, Math.min(height, numberField(directory, TAG.rowsPerStrip, height)));
  const whole = { tiled: false, width, height: rows, across: 1, down: Math.ceil(height / rows) };
  const offsets = numbersField(directory, TAG.stripOffsets);
  const stated = numbersField(directory, TAG.stripByteCounts);
  if (compression === CODEC.none) return plainStrips(whole, offsets, shape, fileBytes);
  // Old writers of one strip leave its length out.
  const counts = stated.length === 0 && offsets.length === 1 ? [fileBytes - (offsets[0] ?? 0)] : stated;
  return { ...whole, offsets, counts };
}

type Strips = Omit<TiffBlocks, 'offsets' | 'counts'>;

/** The length of an uncompressed strip follows from its rows; what files state of it is often wrong. */
function plainStrips(
  strips: Strips,
  offsets: readonly number[],
  shape: Shape,
  fileBytes: number,
): TiffBlocks | null {
  const planes = shape.planar ? shape.samples : 1;
  const rowBytes = Math.ceil((shape.width * (shape.samples / planes) * shape.bits) / 8);
  if (rowBytes * shape.height * planes > fileBytes) return null;
  const part = partRows(strips, rowBytes, shape.height);
  const [newOffsets, counts]: [number[], number[]] = [[], []];
  for (const [index, offset] of offsets.slice(0, strips.down * planes).entries()) {
    const top = (index % strips.down) * strips.height;
    const rows = Math.min(strips.height, shape.height - top);
    for (let row = 0; row < rows; row += part) {
      newOffsets.push(offset + row * rowBytes);
      counts.push(Math.min(part, rows - row) * rowBytes);
    }
  }
  return { ...strips, height: part, down: Math.ceil(shape.height / part), offsets: newOffsets, counts };
}

/** Rows a part: a divisor of the strip's where there are several strips, so that parts form one regular list. */
function partRows({ height, down }: Strips, rowBytes: number, imageHeight: number): number {
  const wanted = Math.max(1, Math.floor(PART_BYTES / rowBytes));
  if (wanted >= height) return height;
  if (down === 1) return Math.min(wanted, imageHeight);
  let part = wanted;
  while (height % part !== 0) part -= 1;
  return part;
}
