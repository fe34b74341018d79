/**
 * A large TIFF plane made small: pixels on an even grid, never mixed, so that labels stay labels. Taken from the
 * file's own smaller copies where it has one that is large enough, else from the image. Called by openWindowed.
 */
import { StudioError } from '../../common/errors';
import type { Raster, SampleArray } from '../../domain/raster';
import { evenGrid } from '../../imaging/evenGrid';
import { breather } from './breather';
import { composeChannels, newSamples } from './sampleArrays';
import { tiffRaster } from './tiffColours';
import { subDirectories } from './tiffDirectories';
import { type TiffPage, tiffPage } from './tiffPage';
import { sampleTypeFor } from './tiffSamples';
import type { TiffStack } from './tiffStack';
import { type DecodedBlock, decodeBlock, type TiffInput } from './tiffWindow';

/** [height, width, channels], the longer side at most `longerSide` px. */
export async function tiffOverview(
  input: TiffInput,
  stack: TiffStack,
  pages: readonly TiffPage[],
  longerSide: number,
): Promise<Raster> {
  const copy = pages.length === 1 ? await smallerCopy(input, stack, pages[0], longerSide) : null;
  const rasters: Raster[] = [];
  for (const page of copy === null ? pages : [copy]) rasters.push(await sampled(input, page, longerSide));
  return composeChannels(rasters);
}

/** The smallest copy of the first page that is no smaller than asked for; null where there is none. */
async function smallerCopy(
  input: TiffInput,
  stack: TiffStack,
  page: TiffPage | undefined,
  longerSide: number,
): Promise<TiffPage | null> {
  if (page === undefined || page !== stack.pages[0]) return null;
  const listed = await subDirectories(input.path, input.source, stack.subDirectoryOffsets);
  const copies = [...stack.reduced, ...listed].flatMap((directory) => {
    try {
      return [tiffPage(input.path, directory, stack.littleEndian, input.source.size, page.isImageJ)];
    } catch (thrown) {
      // A copy that cannot be read is no loss: the image itself can.
      if (thrown instanceof StudioError) return [];
      throw thrown;
    }
  });
  const fitting = copies.filter(
    (copy) => isCopyOf(copy, page) && Math.max(copy.width, copy.height) >= longerSide,
  );
  return fitting.sort((a, b) => a.width - b.width)[0] ?? null;
}

/** Same kind of samples and, within 2 %, same proportions: slides carry pictures of their label as well. */
function isCopyOf(copy: TiffPage, page: TiffPage): boolean {
  const alike = (['samples', 'bits', 'format', 'photometric'] as const).every(
    (key) => copy[key] === page[key],
  );
  const stretch = (copy.width * page.height) / (copy.height * page.width);
  return alike && Math.abs(stretch - 1) < 0.02;
}

async function sampled(input: TiffInput, page: TiffPage, longerSide: number): Promise<Raster> {
  const shrink = Math.min(1, longerSide / Math.max(page.width, page.height));
  const width = Math.max(1, Math.floor(page.width * shrink));
  const height = Math.max(1, Math.floor(page.height * shrink));
  const grid = { xs: evenGrid(width, page.width), ys: evenGrid(height, page.height) };
  const out = newSamples(sampleTypeFor(page), width * height * page.samples);
  const breathe = breather(input.signal);
  const { across, down, width: blockWidth, height: blockHeight } = page.blocks;
  for (let index = 0; index < across * down * (page.planar ? page.samples : 1); index++) {
    await breathe();
    const inPlane = index % (across * down);
    const columns = within(grid.xs, (inPlane % across) * blockWidth, blockWidth);
    const rows = within(grid.ys, Math.floor(inPlane / across) * blockHeight, blockHeight);
    if (columns.from === columns.to || rows.from === rows.to) continue;
    pick(await decodeBlock(input, page, index), page, grid, columns, rows, out);
  }
  return tiffRaster(page, out, width, height);
}

interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Indices [from, to) into a list of positions. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function within(positions: readonly number[], start: number, length: number): Span {
  return { from: firstAtLeast(positions, start), to: firstAtLeast(positions, start + length) };
}

function firstAtLeast(positions: readonly number[], value: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pick(
  block: DecodedBlock,
  page: TiffPage,
  { xs, ys }: Grid,
  columns: Span,
  rows: Span,
  out: SampleArray,
): void {
  const { channels, channel, data } = block;
  for (let j = rows.from; j < rows.to; j++) {
    for (let i = columns.from; i < columns.to; i++) {
      const from = (((ys[j] ?? 0) - block.y) * page.blocks.width + (xs[i] ?? 0) - block.x) * channels;
      const to = (j * xs.length + i) * page.samples + channel;
      for (let c = 0; c < channels; c++) out[to + c] = data[from + c] ?? 0;
    }
  }
}
