/** Class indices as colours to lay over an image. Pure; the viewers and thumbnails draw what it returns. */
import { hexToRgb } from '../common/hexToRgb';

/**
 * RGBA [height, width, 4] of `labels` [height, width]: each class in its colour (`colors[c]` as `#rrggbb`,
 * repeating when there are more classes), transparent where ignored or where the class is hidden.
 */
export function labelsToRgba(
  labels: Uint8Array,
  ignore: Uint8Array | null,
  colors: readonly string[],
  hidden: ReadonlySet<number> = new Set(),
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(labels.length * 4);
  const words = new Uint32Array(rgba.buffer);
  const palette = classWords(colors, hidden);
  for (let i = 0; i < labels.length; i++) {
    if (ignore?.[i] !== 1) words[i] = palette[labels[i] ?? 0] ?? 0;
  }
  return rgba;
}

/** For each of the 256 label values the four bytes of its pixel, in the machine's own byte order; 0 is clear. */
export function classWords(colors: readonly string[], hidden: ReadonlySet<number>): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let label = 0; label < 256 && colors.length > 0; label++) {
    const color = colors[label % colors.length];
    if (color === undefined || hidden.has(label)) continue;
    bytes.set([...hexToRgb(color), 255], label * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** `rgba` with `overlay` laid over it at `opacity` 0..1, both [height, width, 4]. The image's alpha stays. */
export function blend(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  overlay: Uint8ClampedArray<ArrayBuffer> | null,
  opacity: number,
): Uint8ClampedArray<ArrayBuffer> {
  if (overlay === null || opacity === 0) return rgba;
  const mixed = rgba.slice();
  for (let i = 0; i < mixed.length; i += 4) {
    const share = (opacity * (overlay[i + 3] ?? 0)) / 255;
    for (let c = i; c < i + 3; c++) mixed[c] = (rgba[c] ?? 0) * (1 - share) + (overlay[c] ?? 0) * share;
  }
  return mixed;
}
