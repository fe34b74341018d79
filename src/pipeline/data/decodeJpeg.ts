/** JPEG to one plane: grey stays one channel, colour and CMYK become RGB, all turned upright by the EXIF orientation. */
import type { DecodedFile } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import type { DataHost } from './dataHost';
import { decodeCmykJpeg } from './decodeCmykJpeg';
import { type DecodedJpeg, decodeJpegRgba } from './jpegDecoder';
import { countScans, type JpegHeader, jpegHeader } from './jpegHeader';
import { JpegEndsEarly } from './jpegHuffman';
import { checkRoom, checkSize, truncatedFile, unreadableFile, unsupportedFeature } from './refusals';
import { keepChannels } from './sampleArrays';
import { singlePlane } from './singlePlane';

/** Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export async function decodeJpeg(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<DecodedFile> {
  const header = jpegHeader(bytes);
  if (header === null) throw unreadableFile(path, 'it ends or breaks before the size of the image is said.');
  checkHeader(path, header, bytes);
  return singlePlane(header.components === 4 ? inks(path, bytes) : await colours(path, bytes, header, host));
}

async function colours(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  { components }: JpegHeader,
  host: DataHost,
): Promise<Raster> {
  const image = await decodeChecked(path, bytes, host);
  const { width, height } = image;
  // Grey comes as R = G = B: the first channel is the image.
  const channels = components === 1 ? 1 : 3;
  const rgba = new Uint8Array(image.rgba.buffer, image.rgba.byteOffset, image.rgba.length);
  return { width, height, channels, type: 'uint8', data: keepChannels(rgba, 4, channels) };
}

function inks(path: string, bytes: Uint8Array<ArrayBuffer>): Raster {
  try {
    return decodeCmykJpeg(bytes);
  } catch (cause) {
    if (cause instanceof JpegEndsEarly) throw truncatedFile(path, cause);
    throw unreadableFile(path, `the JPEG is damaged (${(cause as Error).message}).`, cause);
  }
}

/** Usual progressive files have about ten. */
const MAX_SCANS = 100;
/** Every block of 8 × 8 takes at least one bit of its first scan. */
const MOST_PIXELS_PER_BYTE = 512;

function checkHeader(path: string, header: JpegHeader, bytes: Uint8Array): void {
  const { width, height, components, precision } = header;
  checkSize(path, width, height);
  if (precision !== 8) throw unsupportedFeature(path, `${precision}-bit JPEG`);
  if (components !== 1 && components !== 3 && components !== 4) {
    throw unsupportedFeature(path, `${components} JPEG components`);
  }
  if (countScans(bytes) > MAX_SCANS) throw unreadableFile(path, 'it has more scans than can be right.');
  if (width * height > bytes.length * MOST_PIXELS_PER_BYTE) throw truncatedFile(path);
  // Decoders hold the whole image as coefficients of two bytes, or as RGBA.
  checkRoom(path, 0, width * height * components * 2);
}

/** MozJPEG fills what is missing or damaged with grey or noise and goes on: its complaint is the only sign. */
async function decodeChecked(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<DecodedJpeg> {
  const image = await decodeJpegRgba(bytes, host).catch((cause: unknown) => {
    throw unreadableFile(path, `the JPEG is damaged (${(cause as Error).message}).`, cause);
  });
  const complaint = image.complaints.find((line) => DAMAGE.test(line));
  if (complaint === undefined) return image;
  if (complaint.includes('Premature end')) throw truncatedFile(path);
  throw unreadableFile(path, `the JPEG is damaged (${complaint}).`);
}

/** In libjpeg's words (jerror.h). Not: bytes before the end marker (0xd9), which some cameras leave there. */
const DAMAGE =
  /Premature end|premature end|bad Huffman code|Inconsistent progression|found marker|before marker 0xd[0-7]/;
