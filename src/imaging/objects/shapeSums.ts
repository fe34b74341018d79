/** Area, box and moments of every object, as sums in px: what lengths in px and in µm are both derived from. */
import type { ObjectMap } from '../../domain/objects';
import { forEachRun } from './runs';

/** Each has count + 1 entries, by id. */
export interface ShapeSums {
  readonly area: Float64Array;
  /** First and last column and row, both of the object. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly top: Int32Array;
  readonly bottom: Int32Array;
  /** Means of x and y over the pixels' centres, a pixel's index being its coordinate. */
  readonly meanX: Float64Array;
  readonly meanY: Float64Array;
  /** Central second moments of the pixels as squares: a pixel's own extent adds 1/12 to the first two. px². */
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

/** Sums are taken around each object's first pixel, so that nothing is lost far from the image's corner. */
export function shapeSums({ ids, width, count }: ObjectMap): ShapeSums {
  const zeros = () => new Float64Array(count + 1);
  const sums = { area: zeros(), meanX: zeros(), meanY: zeros(), xx: zeros(), yy: zeros(), xy: zeros() };
  const box = emptyBoxes(count);
  const firstX = new Int32Array(count + 1);
  forEachRun(ids, width, (id, y, start, end) => {
    if (sums.area[id] === 0) {
      firstX[id] = start;
      box.top[id] = y;
    }
    box.left[id] = Math.min(box.left[id] ?? 0, start);
    box.right[id] = Math.max(box.right[id] ?? 0, end - 1);
    box.bottom[id] = y;
    addRun(sums, id, start - (firstX[id] ?? 0), end - 1 - (firstX[id] ?? 0), y - (box.top[id] ?? 0));
  });
  for (let id = 1; id <= count; id++) centre(sums, id, firstX[id] ?? 0, box.top[id] ?? 0);
  return { ...sums, ...box };
}

type Sums = Readonly<Record<'area' | 'meanX' | 'meanY' | 'xx' | 'yy' | 'xy', Float64Array>>;

function emptyBoxes(count: number) {
  return {
    left: new Int32Array(count + 1).fill(2 ** 31 - 1),
    right: new Int32Array(count + 1),
    top: new Int32Array(count + 1),
    bottom: new Int32Array(count + 1),
  };
}

/** The pixels from `a` to `b`, both included, in row `y`, all relative to the object's first pixel. */
function addRun(sums: Sums, id: number, a: number, b: number, y: number): void {
  const n = b - a + 1;
  const x = (n * (a + b)) / 2;
  add(sums.area, id, n);
  add(sums.meanX, id, x);
  add(sums.meanY, id, n * y);
  add(sums.xx, id, squaresTo(b) - squaresTo(a - 1));
  add(sums.yy, id, n * y * y);
  add(sums.xy, id, x * y);
}

/** 1² + 2² + ... + k²; the polynomial, so that differences hold for negative k as well. */
function squaresTo(k: number): number {
  return (k * (k + 1) * (2 * k + 1)) / 6;
}

function add(sums: Float64Array, id: number, value: number): void {
  sums[id] = (sums[id] ?? 0) + value;
}

/** Turns the sums into means and central moments. */
function centre(sums: Sums, id: number, firstX: number, firstY: number): void {
  const n = sums.area[id] ?? 0;
  const [x, y] = [(sums.meanX[id] ?? 0) / n, (sums.meanY[id] ?? 0) / n];
  sums.xx[id] = (sums.xx[id] ?? 0) / n - x * x + 1 / 12;
  sums.yy[id] = (sums.yy[id] ?? 0) / n - y * y + 1 / 12;
  sums.xy[id] = (sums.xy[id] ?? 0) / n - x * y;
  sums.meanX[id] = firstX + x;
  sums.meanY[id] = firstY + y;
}
