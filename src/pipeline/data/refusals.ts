/** The sentences with which a file is refused. One place, so that every decoder speaks alike. */
import { StudioError, studioError } from '../../common/errors';
import type { FileFormat } from './fileFormat';

/** Largest image plane that is decoded whole, pixels. */
export const MAX_PIXELS = 100e6;
/** Largest file that is read into memory, bytes. */
export const MAX_FILE_BYTES = 2 ** 30;
/** Most bytes that one file's pages may take when decoded. */
export const MAX_DECODED_BYTES = 2 ** 31;

const READS = 'Save it as PNG, JPEG or TIFF.';

export function unreadableFile(path: string, detail: string, cause?: unknown): StudioError {
  const hint = 'Open it in another program and save it again, or leave it out.';
  return studioError('unreadable-file', `${path} cannot be read: ${detail}`, hint, path, cause);
}

export function truncatedFile(path: string, cause?: unknown): StudioError {
  const hint = 'Copy or download the file again.';
  return studioError('truncated-file', `${path} ends before its image does.`, hint, path, cause);
}

/** A file that is what it says, with something inside that is not read. `feature` completes "It uses ...". */
export function unsupportedFeature(path: string, feature: string): StudioError {
  const hint = 'Save it as an uncompressed TIFF or as PNG, in grey or RGB.';
  return studioError('unsupported-feature', `${path} uses ${feature}, which is not read.`, hint, path);
}

function imageTooLarge(path: string, width: number, height: number): StudioError {
  const size = `${path} is ${width} × ${height} px; up to ${MAX_PIXELS / 1e6} megapixels are read.`;
  return studioError('image-too-large', size, 'Crop it into parts, or scale it down.', path);
}

export function fileTooLarge(path: string, bytes: number, limit: number): StudioError {
  const gib = (value: number) => `${(value / 2 ** 30).toFixed(1)} GiB`;
  const message = `${path} holds ${gib(bytes)}; up to ${gib(limit)} are read from one file.`;
  return studioError('image-too-large', message, 'Split the stack into several files.', path);
}

/** Why a file of this format is not opened at all. */
export function wrongFormat(path: string, format: FileFormat): StudioError {
  if (format.kind === 'empty') return unreadableFile(path, 'the file is empty.');
  const claimed = claimedFormat(path);
  const what = describe(format);
  const message = claimed ? `${path} is not a ${claimed}: it is ${what}.` : `${path} is ${what}.`;
  return studioError('unsupported-format', message, READS, path);
}

function describe(format: FileFormat): string {
  if (format.kind === 'other') return format.name;
  return format.kind === 'text' ? 'a text file' : 'of a format that is not known here';
}

/** The image format that the name promises, for "is not a PNG"; null for other names. */
function claimedFormat(path: string): string | null {
  const extension = /\.(png|jpe?g|tiff?)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return extension === 'png' ? 'PNG' : extension.startsWith('j') ? 'JPEG' : 'TIFF';
}

/** Throws `image-too-large` or `unreadable-file` for a size that is not decoded. */
export function checkSize(path: string, width: number, height: number): void {
  if (width < 1 || height < 1) throw unreadableFile(path, `its size is ${width} × ${height} px.`);
  if (width * height > MAX_PIXELS) throw imageTooLarge(path, width, height);
}

/** A StudioError as it is; whatever else a decoder threw becomes `unreadable-file` with its words. */
export function asRefusal(path: string, thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return unreadableFile(path, `the decoder says "${words}".`, thrown);
}
