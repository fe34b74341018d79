/** The side of a pixel in µm from what files state, where what they state can be a microscope's. */
import type { PixelSize } from '../../domain/scale';

/** In µm, by the unit's usual spellings; ImageJ also writes µ as the escape \u00B5. */
const UNITS = new Map([
  ['pm', 1e-6],
  ['å', 1e-4],
  ['nm', 1e-3],
  ['nanometer', 1e-3],
  ['µm', 1],
  ['μm', 1],
  ['um', 1],
  ['micron', 1],
  ['microns', 1],
  ['micrometer', 1],
  ['micrometre', 1],
  ['mm', 1e3],
  ['millimeter', 1e3],
  ['cm', 1e4],
  ['m', 1e6],
]);

/** Micrometres in one `unit`; null for pixels, inches and whatever else is no length of a microscope image. */
export function micrometres(unit: string): number | null {
  const plain = unit.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return UNITS.get(plain.trim().toLowerCase()) ?? null;
}

/** Null unless both are lengths. */
export function pixelSizeOf(x: number, y: number): PixelSize | null {
  const isLength = (um: number) => Number.isFinite(um) && um >= 1e-6 && um <= 1e6;
  return isLength(x) && isLength(y) ? { x, y } : null;
}

/** 2540 pixels an inch: finer than print and screens ask for, coarser than a microscope gives. */
const COARSEST_UM = 10;

/**
 * For fields that programs fill with the resolution of a printer or screen (72, 96, 300 an inch): taken only where the
 * pixel is smaller than 10 µm. `perX` and `perY` pixels a unit of `um` µm.
 */
export function plausiblePixelSize(perX: number, perY: number, um: number): PixelSize | null {
  const size = pixelSizeOf(um / perX, um / perY);
  return size !== null && size.x < COARSEST_UM && size.y < COARSEST_UM ? size : null;
}
