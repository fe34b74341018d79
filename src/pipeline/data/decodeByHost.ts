/** WebP and AVIF to one RGB plane, by the host's own decoder where it has one. Alpha is dropped. */
import type { DecodedFile } from '../../domain/files';
import type { DataHost } from './dataHost';
import { pictureHeader } from './pictureHeader';
import { checkSize, hostCannotRead, unreadableFile, unsupportedFeature } from './refusals';
import { keepChannels } from './sampleArrays';
import { singlePlane } from './singlePlane';

const NAMES = { webp: 'a WebP', avif: 'an AVIF' } as const;

/** Throws `unsupported-format` where the host cannot, `unsupported-feature`, `image-too-large` and `unreadable-file`. */
export async function decodeByHost(
  format: keyof typeof NAMES,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<DecodedFile> {
  const name = NAMES[format];
  // Before the host takes any memory for it.
  const header = pictureHeader(format, bytes);
  if (header === null) throw unreadableFile(path, `it is ${name} that does not state its size.`);
  checkSize(path, header.width, header.height);
  if (header.deep) throw unsupportedFeature(path, 'more than 8 bits per sample in AVIF');
  if (host.decodePicture === undefined) throw hostCannotRead(path, name, 'which only the page reads');
  const picture = await host.decodePicture(bytes, `image/${format}`).catch((cause: unknown) => {
    throw hostCannotRead(path, name, 'which this browser does not decode', cause);
  });
  const { width, height, rgba } = picture;
  const pixels = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.length);
  return singlePlane({ width, height, channels: 3, type: 'uint8', data: keepChannels(pixels, 4, 3) });
}
