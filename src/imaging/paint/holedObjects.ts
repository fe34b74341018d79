/** Which objects enclose something. Used by ObjectEdits. */
import { labelComponents } from '../labelComponents';
import { objectKeys } from './objectKeys';
import type { PaintMap } from './paintMap';

/**
 * A pixel's place of each object, in one piece over corners, that has a hole; of two the smaller by their rectangles
 * first, so that an object within another's hole is looked at before it. Walks the image twice.
 */
export function holedObjects(map: PaintMap): number[] {
  const { width, height } = map;
  const { ids, count } = labelComponents(objectKeys(map), width, height);
  const boxes = boxesOf(ids, width, count);
  const euler = eulerNumbers(ids, width, height, count);
  const holed = Array.from({ length: count }, (_, index) => index + 1).filter((id) => (euler[id] ?? 0) < 1);
  const places = holed.map((id) => ({ place: boxes.first[id] ?? 0, area: areaOf(boxes, id) }));
  return places.sort((a, b) => a.area - b.area).map(({ place }) => place);
}

interface Boxes {
  /** Each by id; `first` is the place of the first pixel. */
  readonly first: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly bottom: Int32Array;
  readonly width: number;
}

function boxesOf(ids: Uint32Array, width: number, count: number): Boxes {
  const numbers = (value: number) => new Int32Array(count + 1).fill(value);
  const boxes = { first: numbers(-1), left: numbers(width), right: numbers(-1), bottom: numbers(0), width };
  for (let i = 0, y = 0; i < ids.length; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = ids[i] ?? 0;
      if (id === 0) continue;
      if (boxes.first[id] === -1) boxes.first[id] = i;
      if (x < (boxes.left[id] ?? 0)) boxes.left[id] = x;
      if (x > (boxes.right[id] ?? 0)) boxes.right[id] = x;
      boxes.bottom[id] = y;
    }
  }
  return boxes;
}

function areaOf({ first, left, right, bottom, width }: Boxes, id: number): number {
  const top = Math.floor((first[id] ?? 0) / width);
  return ((right[id] ?? 0) - (left[id] ?? 0) + 1) * ((bottom[id] ?? 0) - top + 1);
}

/**
 * By id: pieces, which is one, less holes. Counted from squares of 2 x 2 px, beyond the image too: those with one pixel of
 * the object, less those with three, less twice those with two that share a corner only; a fourth of it (Gray 1971, "Local
 * properties of binary images in two dimensions", for pieces over corners).
 */
function eulerNumbers(ids: Uint32Array, width: number, height: number, count: number): Int32Array {
  const four = new Int32Array(count + 1);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (ids[y * width + x] ?? 0);
  for (let y = -1; y < height; y++) {
    let [a, c] = [0, 0];
    for (let x = -1; x < width; x++) {
      const [b, d] = [at(x + 1, y), at(x + 1, y + 1)];
      if (a !== b || a !== c || a !== d) addSquare(four, a, b, c, d);
      [a, c] = [b, d];
    }
  }
  return four.map((sum) => sum / 4);
}

/** `a` `b` above `c` `d`, not all equal. */
function addSquare(four: Int32Array, a: number, b: number, c: number, d: number): void {
  addOf(four, a, b, c, d);
  if (b !== a) addOf(four, b, a, d, c);
  if (c !== a && c !== b) addOf(four, c, a, d, b);
  if (d !== a && d !== b && d !== c) addOf(four, d, b, c, a);
}

/** Of one object, `id`, with its neighbours by edges `one` and `other` and the one at the corner. */
function addOf(four: Int32Array, id: number, one: number, other: number, corner: number): void {
  if (id === 0) return;
  const pixels = 1 + Number(one === id) + Number(other === id) + Number(corner === id);
  const change = pixels === 1 ? 1 : pixels === 3 ? -1 : corner === id ? -2 : 0;
  four[id] = (four[id] ?? 0) + change;
}
