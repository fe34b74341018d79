/**
 * How well the borders of labels lie on the edges of their image: as they are, moved, and turned. Measured once a pair;
 * what it means is judged beside the other pairs (judgeFit).
 */
import type { Rectangle, Turn } from '../../../domain/findings';
import type { LabelMap } from '../../../domain/labels';
import type { MaskRaster } from '../../../domain/masks';
import { SQUARE_SYMMETRIES } from '../../../imaging/squareSymmetries';

/** Farthest shift that is looked for, px. */
const SHIFT_REACH = 10;
/** Sides of the square that is shown as evidence, px. */
const WINDOW = 128;
const SIDE = 2 * SHIFT_REACH + 1;
/** Borders are sampled down to so many pixels. */
const MOST_BORDER = 8000;
/** Shorter borders say nothing. */
const FEWEST_BORDER = 200;
/** Parts of the border, by rows, that have to say the same. */
const PARTS = 4;

export interface LabelFit {
  /** Mean strength of edges under the borders, 1 being the image's own mean. */
  readonly here: number;
  /** The shift of the labels under which it is largest, px; how large; and how many of four parts agree within a pixel. */
  readonly shift: {
    readonly dx: number;
    readonly dy: number;
    readonly there: number;
    readonly agree: number;
  };
  /** Of the other seven ways of a square (three where sides differ) the best one; null where none is to be had. */
  readonly turn: { readonly turn: Turn; readonly there: number } | null;
  /** Where most of the border lies: what is wrong with it shows there. */
  readonly busiest: Rectangle;
}

/** `edges` as edgeMap makes them, of the labels' size. Null where there is too little border. */
export function labelFit(edges: Float32Array, labels: LabelMap): LabelFit | null {
  const border = borderPixels(labels);
  if (border.length < FEWEST_BORDER) return null;
  const sums = Array.from({ length: PARTS }, (_, part) => {
    const from = Math.floor((part * border.length) / PARTS);
    return shiftedSums(
      edges,
      labels.width,
      border.slice(from, Math.floor(((part + 1) * border.length) / PARTS)),
    );
  });
  const total = Float64Array.from({ length: SIDE * SIDE }, (_, at) =>
    sums.reduce((sum, own) => sum + (own[at] ?? 0), 0),
  );
  const best = largest(total);
  const { dx, dy } = shiftOf(best);
  const agree = sums.filter((own) => {
    const other = shiftOf(largest(own));
    return Math.abs(other.dx - dx) <= 1 && Math.abs(other.dy - dy) <= 1;
  }).length;
  return {
    here: (total[(SIDE * SIDE - 1) / 2] ?? 0) / border.length,
    shift: { dx, dy, there: (total[best] ?? 0) / border.length, agree },
    turn: bestTurn(edges, labels, border),
    busiest: busiestWindow(labels, border),
  };
}

function shiftOf(at: number): { dx: number; dy: number } {
  return { dx: (at % SIDE) - SHIFT_REACH, dy: Math.floor(at / SIDE) - SHIFT_REACH };
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** Pixels whose label differs from that to the right or below, far enough inside; by rows, evenly sampled. */
function borderPixels({ width, height, classes, ignore, instances }: LabelMap): number[] {
  const found: number[] = [];
  const differ = (a: number, b: number) =>
    !ignore?.[a] && !ignore?.[b] && (classes[a] !== classes[b] || instances?.[a] !== instances?.[b]);
  const margin = SHIFT_REACH + 2;
  for (let y = margin; y < height - margin; y++) {
    for (let at = y * width + margin; at < (y + 1) * width - margin; at++) {
      if (differ(at, at + 1) || differ(at, at + width)) found.push(at);
    }
  }
  const step = Math.max(1, found.length / MOST_BORDER);
  return Array.from({ length: Math.floor(found.length / step) }, (_, i) => found[Math.floor(i * step)] ?? 0);
}

/** For every shift, the sum of the edges under the border so moved. */
function shiftedSums(edges: Float32Array, width: number, border: readonly number[]): Float64Array {
  const sums = new Float64Array(SIDE * SIDE);
  for (const at of border) {
    for (let dy = -SHIFT_REACH, place = 0; dy <= SHIFT_REACH; dy++) {
      for (let dx = -SHIFT_REACH; dx <= SHIFT_REACH; dx++, place++) {
        sums[place] = (sums[place] ?? 0) + (edges[at + dy * width + dx] ?? 0);
      }
    }
  }
  return sums;
}

/** Mean strength of the edges where the values of a mask of the image's size change; 0 where they nowhere do. */
export function borderStrength(edges: Float32Array, { width, height, data }: MaskRaster): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < height - 1; y++) {
    for (let at = y * width; at < (y + 1) * width - 1; at++) {
      if (data[at] === data[at + 1] && data[at] === data[at + width]) continue;
      sum += edges[at] ?? 0;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function bestTurn(
  edges: Float32Array,
  { width, height }: LabelMap,
  border: readonly number[],
): LabelFit['turn'] {
  const turns = SQUARE_SYMMETRIES.slice(1).filter(({ transposes }) => !transposes || width === height);
  const scored = turns.map((turn) => {
    const sum = border.reduce((all, at) => all + (edges[turnedPlace(at, width, height, turn)] ?? 0), 0);
    return { turn, there: sum / border.length };
  });
  return scored.reduce<LabelFit['turn']>((best, own) => (own.there > (best?.there ?? 0) ? own : best), null);
}

/** Of the squares of a grid, clipped to the image, the one with the most border. */
function busiestWindow({ width, height }: LabelMap, border: readonly number[]): Rectangle {
  const columns = Math.ceil(width / WINDOW);
  const counts = new Int32Array(columns * Math.ceil(height / WINDOW));
  for (const at of border) {
    const place = Math.floor(Math.floor(at / width) / WINDOW) * columns + Math.floor((at % width) / WINDOW);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const best = largest(counts);
  const [x, y] = [(best % columns) * WINDOW, Math.floor(best / columns) * WINDOW];
  return { x, y, width: Math.min(WINDOW, width - x), height: Math.min(WINDOW, height - y) };
}

/** Where a pixel comes to lie; sides must be equal for `transposes`. */
export function turnedPlace(
  at: number,
  width: number,
  height: number,
  { transposes, flipsX, flipsY }: Turn,
): number {
  const [column, row] = [at % width, Math.floor(at / width)];
  const [x, y] = transposes ? [row, column] : [column, row];
  return (flipsY ? height - 1 - y : y) * width + (flipsX ? width - 1 - x : x);
}
