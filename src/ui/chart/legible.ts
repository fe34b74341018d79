/** A class's colour as it can be seen as a line on the frame: classes have dark greys and pale yellows. Pure. */
import { hexToRgb } from '../../common/hexToRgb';

/** WCAG 2.1's least contrast of graphics. */
const CONTRAST = 3;

/** `color` moved towards white on the dark frame, towards black on the light one, until it stands out; `#rrggbb`. */
export function legible(color: string, scheme: 'dark' | 'light'): string {
  const ground = scheme === 'dark' ? 0x19 : 0xff;
  const end = scheme === 'dark' ? 255 : 0;
  const rgb = hexToRgb(color);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = rgb.map((value) => Math.round(value + share * (end - value)));
    if (contrast(mixed, [ground, ground, ground]) >= CONTRAST) return hex(mixed);
  }
  return hex([end, end, end]);
}

/** WCAG 2.1, contrast ratio and relative luminance. */
export function contrast(one: readonly number[], other: readonly number[]): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hex(rgb: readonly number[]): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
