/** A TIFF opened but not decoded: its pages, which of them form which image plane, its pixel size and channel names. */
import type { PixelSize } from '../../domain/scale';
import type { ByteSource } from './byteSource';
import { imagejMetadata, imagejPixelSize, imagejPlanes } from './imagejMetadata';
import { omeMetadata, omePlanes } from './omeMetadata';
import { plausiblePixelSize } from './pixelSize';
import { unreadableFile } from './refusals';
import { type PlanePages, plainPlanes } from './stackPlanes';
import { CODEC } from './tiffCodecs';
import { tiffDirectories } from './tiffDirectories';
import { numberField, TAG, type TiffDirectory, textField } from './tiffFields';
import { type TiffPage, tiffPage } from './tiffPage';

export interface TiffStack {
  /** Image pages, without reduced copies and transparency masks. */
  readonly pages: readonly TiffPage[];
  readonly planes: readonly PlanePages[];
  readonly pixelSize: PixelSize | null;
  readonly channelNames: readonly string[] | null;
  /** Reduced copies that belong to no page of their own; and where further ones are listed. */
  readonly reduced: readonly TiffDirectory[];
  readonly subDirectoryOffsets: readonly number[];
  readonly littleEndian: boolean;
}

const REDUCED = 1;
const MASK = 4;

/** Throws `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export async function openTiffStack(path: string, source: ByteSource): Promise<TiffStack> {
  const { littleEndian, directories } = await tiffDirectories(path, source);
  const images = directories.filter((directory) => subfileType(directory) === 0);
  const [first] = images;
  if (first === undefined) throw unreadableFile(path, 'it holds no image.');
  // Only its first page says so, and all may have colours to be shown in.
  const isImageJ = imagejMetadata(first) !== null;
  const stored = images.map((directory) => tiffPage(path, directory, littleEndian, source.size, isImageJ));
  const pages = contiguousPages(stored, first, source.size) ?? stored;
  return {
    pages,
    ...metadata(first, pages, pagesOfDirectories(directories)),
    reduced: directories.filter((directory) => subfileType(directory) === REDUCED),
    subDirectoryOffsets: [...(first.get(TAG.subIfds) ?? [])].map(Number),
    littleEndian,
  };
}

function subfileType(directory: TiffDirectory): number {
  return numberField(directory, TAG.newSubfileType, 0) & (REDUCED | MASK);
}

/** For each directory of the chain the index of its image page; null for those that are no image. */
function pagesOfDirectories(directories: readonly TiffDirectory[]): (number | null)[] {
  let page = 0;
  return directories.map((directory) => (subfileType(directory) === 0 ? page++ : null));
}

type Metadata = Pick<TiffStack, 'planes' | 'pixelSize' | 'channelNames'>;

function metadata(first: TiffDirectory, pages: readonly TiffPage[], pageOfIfd: (number | null)[]): Metadata {
  const ome = omeMetadata(textField(first, TAG.imageDescription));
  if (ome !== null) {
    const planes = alike(pages) ? omePlanes(ome, pageOfIfd, pages[0]?.samples ?? 1) : null;
    const { pixelSize } = ome;
    const channels = planes === null ? (pages[0]?.samples ?? 1) : ome.sizes.c;
    const named = ome.channelNames?.length === channels ? ome.channelNames : null;
    return { planes: planes ?? plainPlanes(pages.length), pixelSize, channelNames: named };
  }
  const imagej = imagejMetadata(first);
  if (imagej !== null) {
    const planes = alike(pages) ? imagejPlanes(imagej, pages.length) : null;
    const pixelSize = imagejPixelSize(imagej, first);
    return { planes: planes ?? plainPlanes(pages.length), pixelSize, channelNames: null };
  }
  return { planes: plainPlanes(pages.length), pixelSize: statedPixelSize(first), channelNames: null };
}

/** Only pages of one size and kind can be channels of one image. */
function alike(pages: readonly TiffPage[]): boolean {
  const kind = ({ width, height, bits, format, samples }: TiffPage) =>
    [width, height, bits, format, samples].join(' ');
  const [first] = pages;
  return first !== undefined && pages.every((page) => kind(page) === kind(first));
}

/**
 * ImageJ writes stacks that are too large for its list of pages with one directory: the planes follow each other
 * without gaps. Null for any other file; a single plane cut out of a stack keeps the description and is one page.
 */
function contiguousPages(
  stored: readonly TiffPage[],
  directory: TiffDirectory,
  fileBytes: number,
): TiffPage[] | null {
  const [page] = stored;
  const images = imagejMetadata(directory)?.images ?? 1;
  if (page === undefined || stored.length > 1 || images <= 1) return null;
  if (page.compression !== CODEC.none || page.blocks.tiled || page.planar) return null;
  const planeBytes = Math.ceil((page.width * page.samples * page.bits) / 8) * page.height;
  const start = page.blocks.offsets[0] ?? 0;
  if (start + planeBytes * images > fileBytes) return null;
  return Array.from({ length: images }, (_, index) => shifted(page, index * planeBytes));
}

function shifted(page: TiffPage, bytes: number): TiffPage {
  if (bytes === 0) return page;
  const { blocks } = page;
  return { ...page, blocks: { ...blocks, offsets: blocks.offsets.map((offset) => offset + bytes) } };
}

/** TIFF 6.0 section 8: pixels an inch (2) or a centimetre (3). */
function statedPixelSize(directory: TiffDirectory): PixelSize | null {
  const um = { 2: 25_400, 3: 10_000 }[numberField(directory, TAG.resolutionUnit, 2)];
  const x = numberField(directory, TAG.xResolution, 0);
  const y = numberField(directory, TAG.yResolution, x);
  return um === undefined ? null : plausiblePixelSize(x, y, um);
}
