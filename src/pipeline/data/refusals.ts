/** The sentences with which a file is refused. One place, so that every decoder speaks alike. */
import { StudioError, studioError } from '../../common/errors';
import type { FileFormat } from './fileFormat';

/** Largest image plane that is decoded whole, pixels. */
export const MAX_PIXELS = 100e6;
/** Largest file that is read into memory, bytes. */
export const MAX_FILE_BYTES = 2 ** 30;
/** Most bytes that one file's pages may take when decoded. */
export const MAX_DECODED_BYTES = 2 ** 30;
/** Longest side of any image, px: beyond all that is made, within what sums of sides and samples stay exact for. */
const MAX_SIDE = 2 ** 20;

const READS = 'Save it as PNG or TIFF.';

export function unreadableFile(path: string, detail: string, cause?: unknown): StudioError {
  const hint = 'Open it in another program and save it again, or leave it out.';
  return studioError('unreadable-file', `${path} cannot be read: ${detail}`, hint, path, cause);
}

export function truncatedFile(path: string, cause?: unknown): StudioError {
  const hint = 'Copy or download the file again.';
  return studioError('truncated-file', `${path} ends before its image does.`, hint, path, cause);
}

/** A zip or an entry of one that stopped its decoder; what was refused on the way stays as it is. */
export function archiveDamaged(path: string, cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  return unreadableFile(path, `the zip is damaged there (${words}).`, cause);
}

/** A file that is what it says, with something inside that is not read. `feature` completes "It uses ...". */
export function unsupportedFeature(path: string, feature: string): StudioError {
  const hint = 'Save it as an uncompressed TIFF or as PNG, in grey or RGB.';
  return studioError('unsupported-feature', `${path} uses ${feature}, which is not read.`, hint, path);
}

function imageTooLarge(path: string, width: number, height: number): StudioError {
  const size = `${path} is ${width} × ${height} px; up to ${MAX_PIXELS / 1e6} megapixels are read whole.`;
  const hint = 'Save it as a tiled TIFF, which is read by parts, or crop it or scale it down.';
  return studioError('image-too-large', size, hint, path);
}

/** For formats that only some browsers decode. `name` is "a WebP", `why` completes the sentence. */
export function hostCannotRead(path: string, name: string, why: string, cause?: unknown): StudioError {
  return studioError('unsupported-format', `${path} is ${name}, ${why}.`, READS, path, cause);
}

export function fileTooLarge(path: string, bytes: number, limit: number): StudioError {
  const gib = (value: number) => `${(value / 2 ** 30).toFixed(1)} GiB`;
  const message = `${path} holds ${gib(bytes)}; up to ${gib(limit)} are read from one file.`;
  return studioError('image-too-large', message, 'Split the stack into several files.', path);
}

/** A large TIFF whose strips or tiles are too large to decode one. */
export function blockTooLarge(path: string, bytes: number, limit: number): StudioError {
  const mib = (value: number) => `${Math.ceil(value / 2 ** 20)} MiB`;
  const message = `${path} stores its pixels in pieces of ${mib(bytes)}; up to ${mib(limit)} are read.`;
  return studioError('image-too-large', message, 'Save it as a tiled TIFF.', path);
}

/** Why a file of this format is not opened at all. */
export function wrongFormat(path: string, format: FileFormat): StudioError {
  if (format.kind === 'empty') return unreadableFile(path, 'the file is empty.');
  const claimed = claimedFormat(path);
  const what = describe(format);
  const message = claimed ? `${path} is not a ${claimed}: it is ${what}.` : `${path} is ${what}.`;
  if (format.kind !== 'text') return studioError('unsupported-format', message, READS, path);
  // Notes and tables lie beside images in most folders: no fault of theirs, unless they pretend.
  const code = claimed ? 'unsupported-format' : 'not-an-image';
  return studioError(code, message, 'Only images are read here; leave it out.', path);
}

function describe(format: FileFormat): string {
  if (format.kind === 'other') return format.name;
  return format.kind === 'text' ? 'a text file' : 'of a format that is not known here';
}

/** The image format that the name promises, for "is not a PNG"; null for other names. */
function claimedFormat(path: string): string | null {
  const extension = /\.(png|jpe?g|tiff?|gif|bmp|webp|avif)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  if (extension.startsWith('jp')) return 'JPEG';
  return extension.startsWith('tif') ? 'TIFF' : extension.toUpperCase();
}

/** Throws `image-too-large` or `unreadable-file` for a size that is not decoded. */
export function checkSize(path: string, width: number, height: number): void {
  if (width < 1 || height < 1) throw unreadableFile(path, `its size is ${width} × ${height} px.`);
  if (width * height > MAX_PIXELS) throw imageTooLarge(path, width, height);
}

/** For images read by window: throws `unreadable-file` for sides that no image has. */
export function checkSides(path: string, width: number, height: number): void {
  const fits = (side: number) => side >= 1 && side <= MAX_SIDE && Number.isInteger(side);
  if (!fits(width) || !fits(height)) throw unreadableFile(path, `its size is ${width} × ${height} px.`);
}

/** Throws `image-too-large` where `bytes` more would be too many for one file, before they are taken. */
export function checkRoom(path: string, taken: number, bytes: number): void {
  if (taken + bytes > MAX_DECODED_BYTES) throw fileTooLarge(path, taken + bytes, MAX_DECODED_BYTES);
}

/** A StudioError as it is; whatever else a decoder threw becomes `unreadable-file` with its words. */
export function asRefusal(path: string, thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return unreadableFile(path, `the decoder says "${words}".`, thrown);
}
