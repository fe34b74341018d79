/** Probabilities as a TIFF of float32, one page a class, in class order. */
import type { PixelSize } from '../../domain/scale';
import type { ByteSink } from './byteSink';
import { imagejDescription, perMicron } from './imagejDescription';
import { needsBigTiff, TiffWriter } from './tiffWriter';

/** [classes, height, width], 0..1. */
export interface ProbabilityPlanes {
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  readonly probabilities: Float32Array;
}

/** A strip's rows: what a band of predicted tiles has at least. */
const STRIP_ROWS = 64;

/** Not deflated: floats hardly shrink. */
export async function writeProbabilityTiff(
  sink: ByteSink,
  { width, height, classes, probabilities }: ProbabilityPlanes,
  pixelSize: PixelSize | null,
): Promise<void> {
  const writer = new TiffWriter(sink, needsBigTiff(probabilities.byteLength));
  const rowsPerStrip = Math.min(height, STRIP_ROWS);
  const description = imagejDescription({ channels: classes, range: [0, 1] }, pixelSize);
  const shared = { width, height, type: 'float32', rowsPerStrip, deflate: false } as const;
  for (let index = 0; index < classes; index++) {
    const page = writer.addPage({
      ...shared,
      description: index === 0 ? description : null,
      resolution: perMicron(pixelSize),
    });
    const end = (index + 1) * width * height;
    for (let from = index * width * height; from < end; from += rowsPerStrip * width)
      await writer.append(page, probabilities.subarray(from, Math.min(end, from + rowsPerStrip * width)));
  }
  await writer.end();
}
