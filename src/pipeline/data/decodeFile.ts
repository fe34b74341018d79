/** One file's bytes to rasters, one a page: the only way pixels enter the studio. */
import type { Raster } from '../../domain/raster';
import type { DataHost } from './dataHost';
import { decodeJpeg } from './decodeJpeg';
import { decodePng } from './decodePng';
import { decodeTiff } from './decodeTiff';
import { fileFormat, type ReadableFormat } from './fileFormat';
import { asRefusal, wrongFormat } from './refusals';

/**
 * Decodes by what the first bytes say, never by the name, which is only for messages.
 * Throws a StudioError that names the file: `unsupported-format`, `unsupported-feature`, `unreadable-file`,
 * `truncated-file` or `image-too-large`.
 */
export async function decodeFile(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<Raster[]> {
  const format = fileFormat(bytes);
  if (format.kind !== 'png' && format.kind !== 'jpeg' && format.kind !== 'tiff') {
    throw wrongFormat(path, format);
  }
  try {
    return await decodeAs(format.kind, path, bytes, host);
  } catch (thrown) {
    throw asRefusal(path, thrown);
  }
}

async function decodeAs(
  format: ReadableFormat,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
): Promise<Raster[]> {
  switch (format) {
    case 'png':
      return [decodePng(path, bytes)];
    case 'jpeg':
      return [await decodeJpeg(path, bytes, host)];
    case 'tiff':
      return decodeTiff(path, bytes);
  }
}
