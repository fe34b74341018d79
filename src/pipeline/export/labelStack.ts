/** Labels of many images as one TIFF, a page an image: what other programs open as a stack of masks. */
import type { PixelSize } from '../../domain/scale';
import type { ByteSink } from './byteSink';
import { imagejDescription, perMicron } from './imagejDescription';
import { needsBigTiff, TiffWriter } from './tiffWriter';

/** A strip's pixels, about; strips have at least a row. */
const STRIP_PIXELS = 2 ** 18;

export interface LabelPage {
  readonly width: number;
  readonly height: number;
  /** [height, width], class indices. */
  readonly labels: Uint8Array;
  readonly pixelSize: PixelSize | null;
}

/** Pages are written as they come. 8 bits, deflated; each page with its own size and pixel size. */
export class LabelStackWriter {
  private readonly writer;

  /** `classes` counts the background: ImageJ draws the last one white. `pixels` are those of all pages to come. */
  constructor(
    sink: ByteSink,
    private readonly classes: number,
    pixels: number,
  ) {
    this.writer = new TiffWriter(sink, needsBigTiff(pixels));
  }

  async add({ width, height, labels, pixelSize }: LabelPage): Promise<void> {
    const rowsPerStrip = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
    // No number of pages: ImageJ would take it for pages of one size that lie one after the other.
    const description = imagejDescription({ channels: 1, range: [0, this.classes - 1] }, pixelSize);
    const resolution = perMicron(pixelSize);
    const shape = { width, height, type: 'uint8', rowsPerStrip, deflate: true } as const;
    const page = this.writer.addPage({ ...shape, description, resolution });
    for (let from = 0; from < labels.length; from += rowsPerStrip * width)
      await this.writer.append(page, labels.subarray(from, from + rowsPerStrip * width));
  }

  /** Once all pages are there, at least one. */
  end(): Promise<void> {
    return this.writer.end();
  }
}
