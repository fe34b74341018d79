/**
 * GIF (GIF89a specification, CompuServe 1990) to planes, one a frame, as each is shown: palette indices where all
 * frames share one palette, else RGB. Transparent pixels of a first frame keep their index: masks use it as a value.
 */
import type { DecodedFile, DecodedPlane } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import { type Gif, type GifFrame, gifBlocks } from './gifBlocks';
import { decodeGifLzw } from './gifLzw';
import { checkRoom, checkSize, truncatedFile, unreadableFile } from './refusals';
import { withPalette } from './singlePlane';

/** Throws `image-too-large`, `truncated-file` and `unreadable-file`. */
export function decodeGif(path: string, bytes: Uint8Array<ArrayBuffer>): DecodedFile {
  const gif = gifBlocks(path, bytes);
  const [first] = gif.frames;
  if (first === undefined) throw unreadableFile(path, 'the GIF holds no picture.');
  // A first frame larger than the screen is the picture; later ones are cut to it.
  const width = Math.max(gif.width, first.x + first.width);
  const height = Math.max(gif.height, first.y + first.height);
  checkSize(path, width, height);
  const shared = gif.frames.every((frame) => samePalette(frame.palette, first.palette));
  const channels = shared ? 1 : 3;
  checkRoom(path, 0, width * height * channels * gif.frames.length);
  const screen = { width, height, channels, gif } as const;
  return {
    planes: playFrames(path, screen),
    storedPages: gif.frames.length,
    pixelSize: null,
    channelNames: null,
  };
}

interface Screen {
  readonly width: number;
  readonly height: number;
  /** 1 for indices into the shared palette, 3 for RGB. */
  readonly channels: 1 | 3;
  readonly gif: Gif;
}

function playFrames(path: string, screen: Screen): DecodedPlane[] {
  const { width, height, channels, gif } = screen;
  const planes: DecodedPlane[] = [];
  let shown = clearedScreen(screen);
  for (const frame of gif.frames) {
    const before = frame.disposal === 3 ? shown.slice() : shown;
    drawFrame(shown, frame, frameIndices(path, frame), screen, planes.length === 0);
    const raster: Raster = { width, height, channels, type: 'uint8', data: shown.slice() };
    planes.push({ raster: channels === 1 ? withPalette(raster, frame.palette) : raster, label: null });
    // "Restore to previous" and "restore to background" happen before the next frame is drawn.
    if (frame.disposal === 3) shown = before;
    if (frame.disposal === 2) clearFrame(shown, frame, screen);
  }
  return planes;
}

function samePalette(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

/** The longest string, of about 4096 indices, for a code of 12 bits: no header takes memory alone. */
const MAX_LZW_RATIO = 2731;

function frameIndices(
  path: string,
  { width, height, interlaced, data, codeBits }: GifFrame,
): Uint8Array<ArrayBuffer> {
  if (width * height > data.length * MAX_LZW_RATIO) throw truncatedFile(path);
  const indices = decodeGifLzw(data, codeBits, width * height);
  if (indices.length < width * height) throw truncatedFile(path);
  return interlaced ? rowsInOrder(indices, width, height) : indices;
}

/** First row and step of the four passes (specification, appendix E). */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

function rowsInOrder(
  stored: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(stored.length);
  let row = 0;
  for (const [start, step] of PASSES) {
    for (let y = start; y < height; y += step, row++) {
      out.set(stored.subarray(row * width, (row + 1) * width), y * width);
    }
  }
  return out;
}

function drawFrame(
  shown: Uint8Array,
  frame: GifFrame,
  indices: Uint8Array,
  { width, height, channels }: Screen,
  isFirst: boolean,
): void {
  const skipped = isFirst ? null : frame.transparent;
  const bottom = Math.min(frame.height, height - frame.y);
  const right = Math.min(frame.width, width - frame.x);
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x < right; x++) {
      const index = indices[y * frame.width + x] ?? 0;
      if (index !== skipped)
        paint(shown, (frame.y + y) * width + frame.x + x, index, channels, frame.palette);
    }
  }
}

function paint(shown: Uint8Array, pixel: number, index: number, channels: 1 | 3, palette: Uint8Array): void {
  if (channels === 1) shown[pixel] = index;
  else for (let c = 0; c < 3; c++) shown[pixel * 3 + c] = palette[index * 3 + c] ?? 0;
}

function clearedScreen(screen: Screen): Uint8Array<ArrayBuffer> {
  const { width, height, channels, gif } = screen;
  const shown = new Uint8Array(width * height * channels);
  clearFrame(shown, { x: 0, y: 0, width, height, palette: gif.palette }, screen);
  return shown;
}

function clearFrame(
  shown: Uint8Array,
  { x, y, width, height, palette }: Pick<GifFrame, 'x' | 'y' | 'width' | 'height' | 'palette'>,
  screen: Screen,
): void {
  const { background } = screen.gif;
  for (let row = y; row < Math.min(y + height, screen.height); row++) {
    for (let column = x; column < Math.min(x + width, screen.width); column++) {
      paint(shown, row * screen.width + column, background, screen.channels, palette);
    }
  }
}
