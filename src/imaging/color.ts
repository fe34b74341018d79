/** Colours as three bytes. */
import { assert } from '../common/assert';

/** Red, green, blue, 0..255 each. */
export type Rgb = readonly [number, number, number];

/** The bytes of `#rrggbb`. */
export function parseColor(color: string): Rgb {
  assert(/^#[0-9a-f]{6}$/i.test(color), `"${color}" is a colour like #e69f00`);
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
