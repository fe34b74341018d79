/** Scaling down for thumbnails: colours by averaging, labels by picking. Never used on what the network sees. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size whose longer side is at most `longest` px, in proportion, never larger than the original. */
export function fitWithin({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** [to.height, to.width, 4] from [from.height, from.width, 4]: each pixel is the mean of those it covers. */
export function shrinkRgba(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  from: Size,
  to: Size,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(to.width * to.height * 4);
  for (let y = 0; y < to.height; y++) {
    const [top, bottom] = covered(y, to.height, from.height);
    for (let x = 0; x < to.width; x++) {
      const [left, right] = covered(x, to.width, from.width);
      const area = (bottom - top) * (right - left);
      for (let c = 0; c < 4; c++) {
        let sum = 0;
        for (let v = top; v < bottom; v++) {
          for (let u = left; u < right; u++) sum += rgba[(v * from.width + u) * 4 + c] ?? 0;
        }
        out[(y * to.width + x) * 4 + c] = sum / area;
      }
    }
  }
  return out;
}

/** [to.height, to.width] from [from.height, from.width]: the value at each pixel's centre. */
export function pickLabels(labels: Uint8Array<ArrayBuffer>, from: Size, to: Size): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(to.width * to.height);
  for (let y = 0; y < to.height; y++) {
    const v = Math.floor(((y + 0.5) * from.height) / to.height);
    for (let x = 0; x < to.width; x++) {
      const u = Math.floor(((x + 0.5) * from.width) / to.width);
      out[y * to.width + x] = labels[v * from.width + u] ?? 0;
    }
  }
  return out;
}

/** The source pixels [first, end) under one target pixel, at least one. */
function covered(index: number, count: number, source: number): [number, number] {
  const first = Math.floor((index * source) / count);
  return [first, Math.max(first + 1, Math.floor(((index + 1) * source) / count))];
}
