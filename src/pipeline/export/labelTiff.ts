/** Labels of one image as a TIFF of 8 bits, value = class index, written as the strips of predictStrips come. */
import type { PixelSize } from '../../domain/scale';
import { STRIP_ROWS } from '../predict/stripOutlet';
import type { ByteSink } from './byteSink';
import { imagejDescription, perMicron } from './imagejDescription';
import { needsBigTiff, TiffWriter } from './tiffWriter';

export class LabelStripWriter {
  private readonly writer: TiffWriter;
  private readonly page: number;

  constructor(
    sink: ByteSink,
    { width, height, classes }: { readonly width: number; readonly height: number; readonly classes: number },
    pixelSize: PixelSize | null,
  ) {
    this.writer = new TiffWriter(sink, needsBigTiff(width * height));
    this.page = this.writer.addPage({
      width,
      height,
      type: 'uint8',
      rowsPerStrip: Math.min(height, STRIP_ROWS),
      deflate: true,
      description: imagejDescription({ channels: 1, range: [0, classes - 1] }, pixelSize),
      resolution: perMicron(pixelSize),
    });
  }

  /** The next STRIP_ROWS rows, or what is left: [rows, width]. */
  async append({ labels }: { readonly labels: Uint8Array }): Promise<void> {
    await this.writer.append(this.page, labels);
  }

  async end(): Promise<void> {
    await this.writer.end();
  }
}
