/** JPEG to raster: grey stays one channel, colour becomes RGB, both turned upright by the EXIF orientation. */
import type { Raster } from '../../domain/raster';
import type { DataHost } from './dataHost';
import { type DecodedJpeg, decodeJpegRgba } from './jpegDecoder';
import { type JpegHeader, jpegHeader } from './jpegHeader';
import { checkSize, truncatedFile, unreadableFile, unsupportedFeature } from './refusals';
import { keepChannels } from './sampleArrays';

/** One raster. Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export async function decodeJpeg(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<Raster> {
  const header = jpegHeader(bytes);
  if (header === null) throw unreadableFile(path, 'it ends or breaks before the size of the image is said.');
  checkHeader(path, header);
  const image = await decodeChecked(path, bytes, host);
  const { width, height } = image;
  // Grey comes as R = G = B: the first channel is the image.
  const channels = header.components === 1 ? 1 : 3;
  const rgba = new Uint8Array(image.rgba.buffer, image.rgba.byteOffset, image.rgba.length);
  return { width, height, channels, type: 'uint8', data: keepChannels(rgba, 4, channels) };
}

function checkHeader(path: string, { width, height, components, precision }: JpegHeader): void {
  checkSize(path, width, height);
  if (precision !== 8) throw unsupportedFeature(path, `${precision}-bit JPEG`);
  if (components === 4) throw unsupportedFeature(path, 'CMYK colours');
  if (components !== 1 && components !== 3) throw unsupportedFeature(path, `${components} JPEG components`);
}

/** MozJPEG fills the missing part of a truncated file with grey: its complaint is the only sign. */
async function decodeChecked(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<DecodedJpeg> {
  const image = await decodeJpegRgba(bytes, host).catch((cause: unknown) => {
    throw unreadableFile(path, `the JPEG is damaged (${(cause as Error).message}).`, cause);
  });
  if (image.complaints.some((line) => line.includes('Premature end'))) throw truncatedFile(path);
  return image;
}
