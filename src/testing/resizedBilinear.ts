/** A raster resized by bilinear interpolation, as viewers and careless scripts do it to masks. Tests only. */
import type { Raster } from '../domain/raster';

/** Values are rounded; edges of both sizes coincide. */
export function resizedBilinear(raster: Raster, width: number, height: number): Raster {
  const { channels } = raster;
  const data = new (raster.data.constructor as Uint8ArrayConstructor)(width * height * channels);
  const at = (x: number, y: number, c: number) => raster.data[(y * raster.width + x) * channels + c] ?? 0;
  for (let i = 0; i < data.length; i++) {
    const [c, pixel] = [i % channels, Math.floor(i / channels)];
    const x = place(pixel % width, width, raster.width);
    const y = place(Math.floor(pixel / width), height, raster.height);
    const upper = at(x.low, y.low, c) * (1 - x.share) + at(x.high, y.low, c) * x.share;
    const lower = at(x.low, y.high, c) * (1 - x.share) + at(x.high, y.high, c) * x.share;
    data[i] = Math.round(upper * (1 - y.share) + lower * y.share);
  }
  return { ...raster, width, height, data };
}

function place(to: number, toSize: number, fromSize: number) {
  const from = Math.min(fromSize - 1, Math.max(0, ((to + 0.5) * fromSize) / toSize - 0.5));
  const low = Math.floor(from);
  return { low, high: Math.min(fromSize - 1, low + 1), share: from - low };
}
