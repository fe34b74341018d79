/** A mask as it looks in its file, before any reading: the "before" picture. Called by maskBefore. */
import type { MaskRaster } from '../../domain/masks';
import { paletteColour } from './maskFacts';

/** Greys of which the brightest is darker than this look black, and are stretched. */
const DARK = 64;

/** [height, width, 4], opaque: colours and palettes as they are; greys too, stretched where they are dark or deep. */
export function maskColours(mask: MaskRaster): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(mask.data.length * 4);
  const colourOf = colouring(mask);
  for (let i = 0; i < mask.data.length; i++) {
    const colour = colourOf(mask.data[i] ?? 0);
    rgba[i * 4] = colour >> 16;
    rgba[i * 4 + 1] = (colour >> 8) & 255;
    rgba[i * 4 + 2] = colour & 255;
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

/** Value to 0xRRGGBB. */
function colouring(mask: MaskRaster): (value: number) => number {
  if (mask.coding === 'colours') return (value) => value;
  if (mask.palette !== undefined) return (value) => paletteColour(mask.palette, value);
  const { low, high } = rangeOf(mask.data);
  if (mask.type === 'uint8' && high >= DARK) return (value) => value * 0x010101;
  const scale = high > low ? 255 / (high - low) : 0;
  return (value) => (Number.isFinite(value) ? Math.round((value - low) * scale) * 0x010101 : 0);
}

function rangeOf(data: ArrayLike<number>): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
