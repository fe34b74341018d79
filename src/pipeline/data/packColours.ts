/** Colours of several channels as one number a pixel, 0xRRGGBB. For masks only: deep colours lose their low byte. */
import type { MaskRaster } from '../../domain/masks';
import type { Raster, SampleType } from '../../domain/raster';

/** Channels of a JPEG that was grey differ by rounding of its colour transform; no colour scheme differs so little. */
const GREY_SPREAD = 8;
const GREY_RANGE = 64;

/**
 * [height, width, 2 or 3] to [height, width, 1], uint32; a missing channel is 0. Where no pixel's channels differ by
 * more than GREY_SPREAD although values go beyond GREY_RANGE, the middle channel, as plain grey values.
 */
export function packColours(raster: Raster): MaskRaster {
  const { data, channels, width, height } = raster;
  const byte = toByte(raster.type);
  const packed = new Uint32Array(width * height);
  const middle = new Uint8Array(width * height);
  let spread = 0;
  let highest = 0;
  for (let i = 0; i < packed.length; i++) {
    const r = byte(data[i * channels] ?? 0);
    const g = byte(data[i * channels + 1] ?? 0);
    const b = channels > 2 ? byte(data[i * channels + 2] ?? 0) : 0;
    const most = Math.max(r, g, b);
    const least = Math.min(r, g, b);
    spread = Math.max(spread, most - least);
    highest = Math.max(highest, most);
    packed[i] = r * 65536 + g * 256 + b;
    middle[i] = r + g + b - most - least;
  }
  const shape = { width, height, channels: 1 };
  return spread <= GREY_SPREAD && highest >= GREY_RANGE && channels > 2
    ? { ...shape, type: 'uint8', data: middle, coding: 'values' }
    : { ...shape, type: 'uint32', data: packed, coding: 'colours' };
}

/** 8 bits of a sample of any type; floats are taken as 0..1. */
function toByte(type: SampleType): (value: number) => number {
  if (type === 'uint8') return (value) => value;
  if (type === 'uint16') return (value) => value >> 8;
  if (type === 'float32' || type === 'float64') {
    return (value) => Math.round(255 * Math.min(1, Math.max(0, value))) || 0;
  }
  return (value) => Math.min(255, Math.max(0, value));
}
