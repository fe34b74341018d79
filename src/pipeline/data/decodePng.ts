/**
 * PNG to one plane: 1 to 16 bits, interlaced or not, palettes as indices, no gamma and no colour management, so that
 * the values are the file's. Transparency is dropped: what lies under it is the image. Of an animation, the still.
 */
import { unzlibSync } from 'fflate';
import type { DecodedFile } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import { plausiblePixelSize } from './pixelSize';
import { type PngHeader, pngChunks } from './pngChunks';
import { pngSamples, streamBytes } from './pngPasses';
import { checkRoom, checkSize, truncatedFile, unreadableFile } from './refusals';
import { sampleTypeOf } from './sampleArrays';
import { singlePlane } from './singlePlane';

/** Throws `image-too-large`, `truncated-file` and `unreadable-file`. */
export function decodePng(path: string, bytes: Uint8Array<ArrayBuffer>): DecodedFile {
  const { header, palette, perMetre, stream } = pngChunks(path, bytes);
  const { width, height, channels, alpha } = header;
  checkSize(path, width, height);
  const data = pngSamples(header, inflated(path, header, stream));
  const raster: Raster = {
    width,
    height,
    channels: channels - (alpha ? 1 : 0),
    type: sampleTypeOf(data),
    data,
  };
  const pixelSize = perMetre === null ? null : plausiblePixelSize(perMetre.x, perMetre.y, 1e6);
  return singlePlane(palette === null ? raster : { ...raster, palette }, pixelSize);
}

/** Deflate's shortest code for its longest match (258 bytes in 2 bits, RFC 1951), so that no header takes memory alone. */
const MAX_DEFLATE_RATIO = 1032;

function inflated(path: string, header: PngHeader, stream: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = streamBytes(header);
  checkRoom(path, 0, length);
  if (length > stream.length * MAX_DEFLATE_RATIO) throw truncatedFile(path);
  let out: Uint8Array;
  try {
    out = unzlibSync(stream, { out: new Uint8Array(length) });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw unreadableFile(path, `the PNG is damaged (${words}).`, cause);
  }
  if (out.length < length) throw truncatedFile(path);
  return out as Uint8Array<ArrayBuffer>;
}
