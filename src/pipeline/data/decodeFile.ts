/** One file's bytes to image planes: the only way pixels enter the studio. */
import type { DecodedFile } from '../../domain/files';
import type { DataHost } from './dataHost';
import { decodeBmp } from './decodeBmp';
import { decodeByHost } from './decodeByHost';
import { decodeGif } from './decodeGif';
import { decodeJpeg } from './decodeJpeg';
import { decodeNetpbm } from './decodeNetpbm';
import { decodePng } from './decodePng';
import { decodeTiff } from './decodeTiff';
import { fileFormat, type ReadableFormat } from './fileFormat';
import { asRefusal, wrongFormat } from './refusals';

/**
 * Decodes by what the first bytes say, never by the name, which is only for messages.
 * Throws a StudioError that names the file: `unsupported-format`, `unsupported-feature`, `unreadable-file`,
 * `truncated-file` or `image-too-large`; and `aborted` between the planes of a stack.
 */
export async function decodeFile(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
  signal?: AbortSignal,
): Promise<DecodedFile> {
  const format = fileFormat(bytes);
  if (
    format.kind === 'other' ||
    format.kind === 'text' ||
    format.kind === 'empty' ||
    format.kind === 'unknown'
  ) {
    throw wrongFormat(path, format);
  }
  try {
    return await decodeAs(format.kind, path, bytes, host, signal);
  } catch (thrown) {
    throw asRefusal(path, thrown);
  }
}

async function decodeAs(
  format: ReadableFormat,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
  signal?: AbortSignal,
): Promise<DecodedFile> {
  switch (format) {
    case 'png':
      return decodePng(path, bytes);
    case 'jpeg':
      return decodeJpeg(path, bytes, host);
    case 'tiff':
      return decodeTiff(path, bytes, host, signal);
    case 'gif':
      return decodeGif(path, bytes);
    case 'bmp':
      return decodeBmp(path, bytes);
    case 'netpbm':
      return decodeNetpbm(path, bytes);
    case 'webp':
    case 'avif':
      return decodeByHost(format, path, bytes, host);
  }
}
