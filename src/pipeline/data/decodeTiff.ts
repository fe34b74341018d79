/**
 * TIFF to rasters, one a page, through geotiff 3.0.5 with its three known faults cured here: big-endian lists
 * read with the wrong byte order, horizontal differences of deep big-endian samples, and no BitsPerSample.
 * Reduced copies and transparency masks are no pages. MinIsWhite samples are kept as stored.
 */
import { fromArrayBuffer, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import type { Raster, SampleArray } from '../../domain/raster';
import { fileTooLarge, MAX_DECODED_BYTES, MAX_PIXELS, truncatedFile, unreadableFile } from './refusals';
import { keepChannels, sampleTypeOf } from './sampleArrays';
import { tiffLayout } from './tiffDirectories';
import { numbersField, setField, TAG } from './tiffFields';
import { registerLzw } from './tiffLzw';
import { PHOTOMETRIC, type TiffPage, tiffPage } from './tiffPage';
import { undoDifferences } from './tiffPredictor';

registerLzw();

/** Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export async function decodeTiff(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Raster[]> {
  const layout = tiffLayout(path, bytes);
  const tiff = await openTiff(bytes);
  const pages: Raster[] = [];
  let decodedBytes = 0;
  for (const [index, isImage] of layout.isImage.entries()) {
    // Read even where skipped: geotiff follows the chain page by page.
    const image = await tiff.getImage(index);
    if (!isImage) continue;
    const room = MAX_DECODED_BYTES - decodedBytes;
    const raster = await decodePage(path, image, bytes.byteLength, layout.littleEndian, room);
    decodedBytes += raster.data.byteLength;
    pages.push(raster);
  }
  return pages;
}

async function openTiff(bytes: Uint8Array<ArrayBuffer>): Promise<GeoTIFF> {
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  const tiff = await fromArrayBuffer(whole);
  // Deferred lists are read as little-endian whatever the file is; eager ones are read right.
  tiff.parser.eager = true;
  return tiff;
}

async function decodePage(
  path: string,
  image: GeoTIFFImage,
  fileBytes: number,
  littleEndian: boolean,
  room: number,
): Promise<Raster> {
  const directory = image.getFileDirectory();
  if (!directory.hasTag(TAG.bitsPerSample)) {
    setField(directory, TAG.bitsPerSample, Array(image.getSamplesPerPixel()).fill(1));
  }
  const page = tiffPage(path, directory);
  checkBlocks(path, image, page, fileBytes);
  checkRoom(path, page, room);
  const deepDifferences = page.predictor === 2 && page.bits > 8 && !littleEndian;
  if (deepDifferences) setField(directory, TAG.predictor, 1);
  const data = await readSamples(image, page);
  const channels = data.length / (page.width * page.height);
  if (deepDifferences) undoDifferences(data, page.width, page.height, channels, page.blockWidth);
  return toRaster(page, data, channels, numbersField(directory, TAG.colorMap));
}

/** Strips or tiles must be as many as the image needs, no larger than any image, and inside the file. */
function checkBlocks(path: string, image: GeoTIFFImage, page: TiffPage, fileBytes: number): void {
  const directory = image.getFileDirectory();
  const strips = directory.hasTag(TAG.stripOffsets);
  const offsets = numbersField(directory, strips ? TAG.stripOffsets : TAG.tileOffsets);
  const counts = numbersField(directory, strips ? TAG.stripByteCounts : TAG.tileByteCounts);
  const [width, height] = [image.getTileWidth(), image.getTileHeight()];
  const needed = Math.ceil(page.width / width) * Math.ceil(page.height / height);
  if (!(width * height <= MAX_PIXELS && offsets.length >= needed && counts.length >= needed)) {
    throw unreadableFile(path, 'its strips or tiles do not cover the image.');
  }
  const beyond = offsets.some((offset, index) => offset + (counts[index] ?? 0) > fileBytes);
  if (beyond) throw truncatedFile(path);
}

/** Before a byte is taken: a page of few pixels can claim thousands of channels. */
function checkRoom(path: string, { width, height, samples, bits }: TiffPage, room: number): void {
  const needed = width * height * samples * Math.ceil(bits / 8);
  if (needed > room) throw fileTooLarge(path, MAX_DECODED_BYTES - room + needed, MAX_DECODED_BYTES);
}

async function readSamples(image: GeoTIFFImage, page: TiffPage): Promise<SampleArray> {
  const isYcbcr = page.photometric === PHOTOMETRIC.ycbcr;
  const read = isYcbcr ? image.readRGB({ interleave: true }) : image.readRasters({ interleave: true });
  return plainSamples(await read);
}

/** geotiff hangs the size on its arrays as extra properties, and clamps RGB: a plain array over the same bytes. */
function plainSamples(read: unknown): SampleArray {
  const samples = read as SampleArray | Uint8ClampedArray<ArrayBuffer>;
  if (samples instanceof Uint8ClampedArray) return new Uint8Array(samples.buffer);
  return samples.subarray();
}

function toRaster(page: TiffPage, data: SampleArray, channels: number, colorMap: number[]): Raster {
  const kept = channelsWithoutAlpha(page, channels);
  const raster: Raster = {
    width: page.width,
    height: page.height,
    channels: kept,
    type: sampleTypeOf(data),
    data: keepChannels(data, channels, kept),
  };
  // ImageJ writes its display colours as a palette: the values are intensities all the same.
  const isPalette = page.photometric === PHOTOMETRIC.palette && !page.isImageJ && colorMap.length > 0;
  return isPalette ? { ...raster, palette: interleavePalette(colorMap) } : raster;
}

function channelsWithoutAlpha(page: TiffPage, channels: number): number {
  const alphas = page.extraSamples.filter((kind) => kind === 1 || kind === 2).length;
  const colours = page.photometric === PHOTOMETRIC.rgb ? 3 : 1;
  return alphas > 0 && channels > colours ? Math.max(colours, channels - alphas) : channels;
}

/** ColorMap holds all reds, then greens, then blues, 16-bit; a few writers fill only 8 bits. */
function interleavePalette(colorMap: readonly number[]): Uint8Array<ArrayBuffer> {
  const entries = Math.floor(colorMap.length / 3);
  const shift = colorMap.some((value) => value > 255) ? 8 : 0;
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry++) {
    for (let c = 0; c < 3; c++) palette[entry * 3 + c] = (colorMap[c * entries + entry] ?? 0) >> shift;
  }
  return palette;
}
