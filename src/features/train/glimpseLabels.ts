/** A glimpse as labels of the whole image: clear everywhere but in the part that was looked at. Pure. */
import type { Glimpse } from '../../domain/trainEvents';

export interface PartLabels {
  /** [height, width] class indices. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [height, width], 1 outside the part. */
  readonly ignore: Uint8Array<ArrayBuffer>;
}

export function glimpseLabels(
  glimpse: Glimpse,
  { width, height }: { readonly width: number; readonly height: number },
): PartLabels {
  const labels = new Uint8Array(width * height);
  const ignore = new Uint8Array(width * height).fill(1);
  for (let row = 0; row < glimpse.height; row++) {
    const start = (glimpse.y + row) * width + glimpse.x;
    labels.set(glimpse.labels.subarray(row * glimpse.width, (row + 1) * glimpse.width), start);
    ignore.fill(0, start, start + glimpse.width);
  }
  return { labels, ignore };
}
