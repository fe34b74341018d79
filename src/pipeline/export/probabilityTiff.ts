/** Probabilities as a TIFF of float32, one page a class, in class order. */
import type { PixelSize } from '../../domain/scale';
import { STRIP_ROWS } from '../predict/stripOutlet';
import type { ByteSink } from './byteSink';
import { imagejDescription, perMicron } from './imagejDescription';
import { needsBigTiff, TiffWriter } from './tiffWriter';

/** [classes, height, width], 0..1. */
export interface ProbabilityPlanes extends PlanesShape {
  readonly probabilities: Float32Array;
}

interface PlanesShape {
  readonly width: number;
  readonly height: number;
  readonly classes: number;
}

/** Not deflated: floats hardly shrink. Page after page, as ImageJ reads what is not compressed. */
export async function writeProbabilityTiff(
  sink: ByteSink,
  planes: ProbabilityPlanes,
  pixelSize: PixelSize | null,
): Promise<void> {
  const { width, height, classes, probabilities } = planes;
  const { writer, pages, rowsPerStrip } = openPages(sink, planes, pixelSize, false);
  for (let index = 0; index < classes; index++) {
    const end = (index + 1) * width * height;
    for (let from = index * width * height; from < end; from += rowsPerStrip * width)
      await writer.append(
        pages[index] ?? 0,
        probabilities.subarray(from, Math.min(end, from + rowsPerStrip * width)),
      );
  }
  await writer.end();
}

/**
 * The same, written as the strips of predictStrips come: pages in turn, strip by strip. Deflated, because ImageJ takes pages
 * that are not compressed to lie one after the other, and reads each strip where it is only where it is compressed.
 */
export class ProbabilityStripWriter {
  private readonly file;

  constructor(sink: ByteSink, shape: PlanesShape, pixelSize: PixelSize | null) {
    this.file = openPages(sink, shape, pixelSize, true);
  }

  /** The next STRIP_ROWS rows, or what is left: [classes, rows, width]. */
  async append({ width, height, probabilities }: ProbabilityPlanes): Promise<void> {
    const { writer, pages } = this.file;
    const length = width * height;
    for (const [index, page] of pages.entries()) {
      await writer.append(page, probabilities.subarray(index * length, (index + 1) * length));
    }
  }

  async end(): Promise<void> {
    await this.file.writer.end();
  }
}

/**
 * Of probabilities that are kept as bytes, 0..255 for 0..1: [classes, height, width]. Made floats strip by strip; the values
 * are whole multiples of 1/255.
 */
export async function writeByteProbabilities(
  sink: ByteSink,
  planes: PlanesShape & { readonly probabilities: Uint8Array },
  pixelSize: PixelSize | null,
): Promise<void> {
  const { width, height, classes, probabilities } = planes;
  const writer = new ProbabilityStripWriter(sink, planes, pixelSize);
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const strip = new Float32Array(classes * rows * width);
    for (let index = 0; index < classes; index++) {
      const from = (index * height + top) * width;
      const bytes = probabilities.subarray(from, from + rows * width);
      strip.set(
        Float32Array.from(bytes, (byte) => byte / 255),
        index * rows * width,
      );
    }
    await writer.append({ width, height: rows, classes, probabilities: strip });
  }
  await writer.end();
}

function openPages(
  sink: ByteSink,
  { width, height, classes }: PlanesShape,
  pixelSize: PixelSize | null,
  inTurn: boolean,
) {
  const writer = new TiffWriter(sink, needsBigTiff(4 * classes * width * height));
  const rowsPerStrip = Math.min(height, STRIP_ROWS);
  // A number of pages in the description would say that they lie one after the other.
  const description = imagejDescription({ channels: inTurn ? 1 : classes, range: [0, 1] }, pixelSize);
  const shared = { width, height, type: 'float32', rowsPerStrip, deflate: inTurn } as const;
  const pages = Array.from({ length: classes }, (_, index) =>
    writer.addPage({
      ...shared,
      description: index === 0 ? description : null,
      resolution: perMicron(pixelSize),
    }),
  );
  return { writer, pages, rowsPerStrip };
}
