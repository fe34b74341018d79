/**
 * Cuts a line of background between objects that touch, so that a network can tell them apart. Called by
 * separateLabels.
 */
import { denseIds } from './denseIds';

/**
 * A copy of `instances` [height, width] with 0 along the contacts. Two objects touch where pixels of theirs share
 * an edge or a corner; with `classes` [height, width] only objects of one class do, as other classes tell
 * themselves apart. Every contact is judged on the objects as given:
 * - The object with more pixels gives way, so the line is 1 px wide and small objects keep their shape. Of objects
 *   of equal size both give way, so neither ids nor orientation decide anything; the line is then 2 px wide.
 * - An object that would vanish keeps all its pixels, and its neighbours give way.
 * - A neighbour that would vanish by that keeps what the first rule leaves of it; there the two go on touching.
 */
export function separateTouching(
  instances: Uint32Array,
  width: number,
  height: number,
  classes: Uint8Array | null = null,
): Uint32Array<ArrayBuffer> {
  const frame: Frame = { ...denseIds(instances), width, height, classes };
  const areas = areasOf(frame.ids, frame.count);
  const bySize = cut(frame, areas);
  const vanished = areasOf(bySize, frame.count).map((area, id) => (area === 0 && id > 0 ? 1 : 0));
  const kept = vanished.includes(1) ? spare(frame, areas, vanished, bySize) : bySize;
  return Uint32Array.from(instances, (id, i) => (kept[i] === 0 ? 0 : id));
}

interface Frame {
  readonly ids: Uint32Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly classes: Uint8Array | null;
}

function areasOf(ids: Uint32Array, count: number): Float64Array {
  const areas = new Float64Array(count + 1);
  for (const id of ids) areas[id] = (areas[id] ?? 0) + 1;
  return areas;
}

/** Cuts again, the vanished ones never giving way; what vanishes now gets back its pixels of the first cut. */
function spare(frame: Frame, areas: Float64Array, vanished: Float64Array, bySize: Uint32Array): Uint32Array {
  const ranks = areas.map((area, id) => (vanished[id] === 1 ? 0 : area));
  const cutAgain = cut(frame, ranks);
  const left = areasOf(cutAgain, frame.count);
  return frame.ids.map((id, i) => (left[id] === 0 ? (bySize[i] ?? 0) : (cutAgain[i] ?? 0)));
}

/** `ids` without the pixels that touch an object of the same or a lower rank; those of rank 0 lose none. */
function cut(frame: Frame, ranks: Float64Array): Uint32Array {
  const { ids, width, height } = frame;
  const out = Uint32Array.from(ids);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = ids[i] ?? 0;
      if (id !== 0 && ranks[id] !== 0 && givesWay(frame, ranks, x, y)) out[i] = 0;
    }
  }
  return out;
}

function givesWay(
  { ids, width, height, classes }: Frame,
  ranks: Float64Array,
  x: number,
  y: number,
): boolean {
  const here = y * width + x;
  const id = ids[here] ?? 0;
  const rank = ranks[id] ?? 0;
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
      const there = v * width + u;
      const other = ids[there] ?? 0;
      if (other === 0 || other === id || (ranks[other] ?? 0) > rank) continue;
      if (classes === null || classes[there] === classes[here]) return true;
    }
  }
  return false;
}
