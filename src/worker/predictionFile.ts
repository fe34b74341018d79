/**
 * The pixels of a prediction as they are kept in a project: a header, then labels and probabilities, deflated. What is
 * known of it besides is in its note (predictionNote). Called by KeptPredictions.
 */
import { crc32 } from '../common/crc32';
import { studioError } from '../common/errors';
import type { Prediction } from '../domain/predict';

type Bytes = Uint8Array<ArrayBuffer>;

/** `USPREDCT`, little-endian: version, width, height, classes, CRC-32 of all that follows the header. */
const MAGIC = 0x5443444552505355n;
const VERSION = 1;
const HEADER = 28;

export async function predictionFile({
  width,
  height,
  classes,
  labels,
  probabilities,
}: Prediction): Promise<Bytes> {
  const packed = await piped(new Blob([labels, probabilities]), new CompressionStream('deflate-raw'), null);
  const bytes = new Uint8Array(HEADER + packed.length);
  bytes.set(packed, HEADER);
  const header = new DataView(bytes.buffer);
  header.setBigUint64(0, MAGIC, true);
  [VERSION, width, height, classes, crc32(packed)].forEach((value, index) => {
    header.setUint32(8 + 4 * index, value, true);
  });
  return bytes;
}

/**
 * Of the image and the size that the note tells. Throws `bad-prediction` where the file is torn, altered, of another
 * size or from a newer studio. Inflates no more than that size.
 */
export async function readPredictionFile(
  bytes: Bytes,
  note: Pick<Prediction, 'imageId' | 'width' | 'height' | 'classes'>,
): Promise<Prediction> {
  const { imageId, width, height, classes } = note;
  const packed = bytes.slice(HEADER);
  const wanted = [VERSION, width, height, classes, crc32(packed)];
  if (bytes.length < HEADER) throw badPrediction(imageId);
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  if (header.getBigUint64(0, true) !== MAGIC) throw badPrediction(imageId);
  if (wanted.some((value, index) => header.getUint32(8 + 4 * index, true) !== value)) {
    throw badPrediction(imageId);
  }
  const pixels = width * height;
  const whole = await inflated(packed, pixels * (1 + classes), imageId);
  return {
    ...{ imageId, width, height, classes },
    labels: whole.slice(0, pixels),
    probabilities: whole.slice(pixels),
  };
}

export function badPrediction(imageId: string, cause?: unknown) {
  return studioError(
    'bad-prediction',
    `The prediction of ${imageId} that the project kept cannot be read.`,
    'Predict the image again.',
    imageId,
    cause,
  );
}

async function inflated(packed: Bytes, size: number, imageId: string): Promise<Bytes> {
  try {
    const whole = await piped(new Blob([packed]), new DecompressionStream('deflate-raw'), size);
    if (whole.length === size) return whole;
  } catch (thrown) {
    // What is no deflated data is refused by an error of the stream's own.
    throw badPrediction(imageId, thrown);
  }
  throw badPrediction(imageId);
}

/** What the stream makes of the blob; ends early once there is more than `most` bytes. */
async function piped(
  blob: Blob,
  through: CompressionStream | DecompressionStream,
  most: number | null,
): Promise<Bytes> {
  const reader = blob.stream().pipeThrough(through).getReader();
  const parts: Bytes[] = [];
  let total = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    total += next.value.length;
    if (most !== null && total > most) {
      await reader.cancel();
      break;
    }
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
