/** Labels as coloured pixels, to lay over an image. Blending with the image is the canvas's business. */
import { parseColor } from './color';

/**
 * [pixels, 4], RGBA. `colors[c]` is the `#rrggbb` of class c, null for a hidden class; hidden, unknown and ignored
 * pixels are transparent, all others opaque.
 */
export function labelOverlay(
  labels: Uint8Array,
  ignore: Uint8Array | null,
  colors: readonly (string | null)[],
): Uint8ClampedArray<ArrayBuffer> {
  const palette = colors.map((color) => (color === null ? null : parseColor(color)));
  const rgba = new Uint8ClampedArray(labels.length * 4);
  for (let i = 0; i < labels.length; i++) {
    const color = ignore?.[i] ? null : palette[labels[i] ?? 0];
    if (!color) continue;
    rgba[4 * i] = color[0];
    rgba[4 * i + 1] = color[1];
    rgba[4 * i + 2] = color[2];
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}
