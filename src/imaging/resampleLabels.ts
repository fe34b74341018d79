/**
 * Labels at another size. Shrinking: each pixel takes what covers most of its area, so borders move least and noise of
 * single pixels goes; picking at centres would make borders ragged and thin lines dotted. An axis that grows takes the
 * pixel at the centre: labels never mix. Used on what training learns from; the pictures of the page are shrunk by resize.
 */
import type { LabelMap } from '../domain/labels';
import { type AxisTaps, areaTaps, nearestTaps } from './axisTaps';
import type { Size } from './resize';

/** Shares of area nearer than this are a tie. */
const TIE = 1e-9;

/** The source pixels under one target pixel, and their shares of it. */
interface Cover {
  readonly left: number;
  readonly top: number;
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/**
 * A target pixel is ignored where at least half of it is; otherwise it is of the class that covers most of the rest,
 * and of the object that covers most of that class's part. In a tie an object wins over the background, so that a line
 * of half a target pixel's width stays whole; what is thinner breaks up or goes, as the network could not see it either.
 */
export function resampleLabels(labels: LabelMap, to: Size): LabelMap {
  const count = to.width * to.height;
  const classes = new Uint8Array(count);
  const ignore = labels.ignore && new Uint8Array(count);
  const instances = labels.instances && new Uint32Array(count);
  const [rows, columns] = [labelTaps(labels.height, to.height), labelTaps(labels.width, to.width)];
  const shares = new Float64Array(256);
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++, at++) {
      const cover = coverOf(columns, x, rows, y);
      const winner = winningClass(labels, cover, shares);
      if (winner === null) {
        if (ignore) ignore[at] = 1;
        continue;
      }
      classes[at] = winner;
      if (instances) instances[at] = winningInstance(labels, cover, winner);
    }
  }
  return { ...to, classes, ignore, instances };
}

function labelTaps(from: number, to: number): AxisTaps {
  return to <= from ? areaTaps(from, to) : nearestTaps(from, to);
}

function coverOf(columns: AxisTaps, x: number, rows: AxisTaps, y: number): Cover {
  return {
    left: columns.first[x] ?? 0,
    top: rows.first[y] ?? 0,
    columns: columns.weights.subarray(columns.begin[x] ?? 0, columns.begin[x + 1] ?? 0),
    rows: rows.weights.subarray(rows.begin[y] ?? 0, rows.begin[y + 1] ?? 0),
  };
}

/** Null where the pixel is ignored. `shares` is room for one number a class. */
function winningClass(labels: LabelMap, cover: Cover, shares: Float64Array): number | null {
  const { classes, ignore } = labels;
  shares.fill(0);
  let [ignored, highest] = [0, 0];
  eachPixel(cover, labels.width, (pixel, share) => {
    if (ignore?.[pixel]) {
      ignored += share;
      return;
    }
    const label = classes[pixel] ?? 0;
    highest = Math.max(highest, label);
    shares[label] = (shares[label] ?? 0) + share;
  });
  if (ignored >= 0.5 - TIE) return null;
  return largest(shares, highest);
}

function largest(shares: Float64Array, highest: number): number {
  let best = 0;
  for (let label = 1; label <= highest; label++) {
    const share = shares[label] ?? 0;
    const lead = share - (shares[best] ?? 0);
    if (lead > TIE || (best === 0 && share > TIE && lead > -TIE)) best = label;
  }
  return best;
}

/** The id that covers most of the class's pixels; the first met of equals. 0 is no object. */
function winningInstance(labels: LabelMap, cover: Cover, winner: number): number {
  const { classes, ignore, instances } = labels;
  const shares = new Map<number, number>();
  eachPixel(cover, labels.width, (pixel, share) => {
    if (ignore?.[pixel] || classes[pixel] !== winner) return;
    const id = instances?.[pixel] ?? 0;
    shares.set(id, (shares.get(id) ?? 0) + share);
  });
  let [best, most] = [0, 0];
  for (const [id, share] of shares) if (share > most + TIE) [best, most] = [id, share];
  return best;
}

function eachPixel(
  { left, top, columns, rows }: Cover,
  width: number,
  visit: (pixel: number, share: number) => void,
) {
  for (let v = 0; v < rows.length; v++) {
    const row = (top + v) * width + left;
    const weight = rows[v] ?? 0;
    for (let u = 0; u < columns.length; u++) visit(row + u, weight * (columns[u] ?? 0));
  }
}
