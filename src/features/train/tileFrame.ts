/** A frame around a part of an image, as colours to lay over it. Pure. */
import { hexToRgb } from '../../common/hexToRgb';

export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const [RED, GREEN, BLUE] = hexToRgb('#f0e442');

/** `overlay` [height, width, 4], null for a clear one, with a frame along the inner border of `rect`, px. */
export function framed(
  overlay: Uint8ClampedArray<ArrayBuffer> | null,
  { width, height }: { readonly width: number; readonly height: number },
  rect: PixelRect,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = overlay?.slice() ?? new Uint8ClampedArray(4 * width * height);
  const thick = Math.max(1, Math.round(Math.max(width, height) / 256));
  const right = Math.min(width, rect.x + rect.width);
  const bottom = Math.min(height, rect.y + rect.height);
  for (let y = Math.max(0, rect.y); y < bottom; y++) {
    for (let x = Math.max(0, rect.x); x < right; x++) {
      const depth = Math.min(x - rect.x, right - 1 - x, y - rect.y, bottom - 1 - y);
      if (depth < thick) rgba.set([RED, GREEN, BLUE, 255], 4 * (y * width + x));
    }
  }
  return rgba;
}

/** A part of an image at the training scale as pixels of the image itself, within it. */
export function scaledRect(
  { x, y, width, height }: PixelRect,
  factors: { readonly x: number; readonly y: number },
  image: { readonly width: number; readonly height: number },
): PixelRect {
  const left = Math.min(image.width - 1, Math.max(0, Math.floor(x / factors.x)));
  const top = Math.min(image.height - 1, Math.max(0, Math.floor(y / factors.y)));
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(image.width - left, Math.round(width / factors.x))),
    height: Math.max(1, Math.min(image.height - top, Math.round(height / factors.y))),
  };
}
