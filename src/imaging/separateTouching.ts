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
  const contacts = new Contacts(instances, width, height, classes);
  const areas = contacts.areas();
  const bySize = contacts.cut(areas);
  const vanished = contacts.vanished(areas, bySize);
  const cut = vanished.size === 0 ? bySize : spare(contacts, areas, vanished, bySize);
  const out = Uint32Array.from(instances);
  for (const pixel of cut) out[contacts.pixelAt(pixel)] = 0;
  return out;
}

/** Cuts again, the vanished ones never giving way; what vanishes now loses the pixels of the first cut only. */
function spare(contacts: Contacts, areas: Float64Array, vanished: Set<number>, bySize: number[]): number[] {
  const ranks = areas.map((area, id) => (vanished.has(id) ? 0 : area));
  const again = contacts.cut(ranks);
  const lost = contacts.vanished(areas, again);
  return [
    ...again.filter((pixel) => !lost.has(contacts.idAt(pixel))),
    ...bySize.filter((pixel) => lost.has(contacts.idAt(pixel))),
  ];
}

/**
 * The pixels that touch an object of another id, found once, since they are few. Pixels are numbered in a frame
 * with a border of 1 px around it, so that each has eight neighbours.
 */
class Contacts {
  private readonly ids: Uint32Array;
  private readonly count: number;
  private readonly stride: number;
  private readonly neighbours: readonly number[];
  private readonly pixels: number[] = [];

  constructor(
    instances: Uint32Array,
    private readonly width: number,
    height: number,
    private readonly classes: Uint8Array | null,
  ) {
    const dense = denseIds(instances);
    this.count = dense.count;
    this.stride = width + 2;
    this.ids = new Uint32Array(this.stride * (height + 2));
    for (let y = 0; y < height; y++) {
      this.ids.set(dense.ids.subarray(y * width, (y + 1) * width), (y + 1) * this.stride + 1);
    }
    const down = this.stride;
    this.neighbours = [-down - 1, -down, -down + 1, -1, 1, down - 1, down, down + 1];
    this.find();
  }

  /** In the image without border. */
  pixelAt(pixel: number): number {
    return (Math.floor(pixel / this.stride) - 1) * this.width + (pixel % this.stride) - 1;
  }

  idAt(pixel: number): number {
    return this.ids[pixel] ?? 0;
  }

  /** Pixels of each id. */
  areas(): Float64Array {
    const areas = new Float64Array(this.count + 1);
    const { ids } = this;
    for (let i = 0; i < ids.length; i++) areas[ids[i] ?? 0] = (areas[ids[i] ?? 0] ?? 0) + 1;
    return areas;
  }

  /** The pixels that touch an object of the same or a lower rank; those of rank 0 never give way. */
  cut(ranks: Float64Array): number[] {
    return this.pixels.filter((pixel) => {
      const rank = ranks[this.idAt(pixel)] ?? 0;
      if (rank === 0) return false;
      return this.neighbours.some(
        (step) => this.touch(pixel, pixel + step) && (ranks[this.idAt(pixel + step)] ?? 0) <= rank,
      );
    });
  }

  /** Ids of which nothing is left without these pixels. */
  vanished(areas: Float64Array, cut: readonly number[]): Set<number> {
    const left = areas.slice();
    for (const pixel of cut) left[this.idAt(pixel)] = (left[this.idAt(pixel)] ?? 0) - 1;
    const ids = new Set<number>();
    for (let id = 1; id <= this.count; id++) if (left[id] === 0) ids.add(id);
    return ids;
  }

  private find(): void {
    const { ids, stride, neighbours } = this;
    for (let pixel = stride; pixel < ids.length - stride; pixel++) {
      const id = ids[pixel] ?? 0;
      if (id === 0) continue;
      // A plain loop: this is asked of every pixel of every object.
      for (const step of neighbours) {
        const other = ids[pixel + step] ?? 0;
        if (other === id || other === 0 || !this.touch(pixel, pixel + step)) continue;
        this.pixels.push(pixel);
        break;
      }
    }
  }

  private touch(pixel: number, other: number): boolean {
    const id = this.ids[other] ?? 0;
    if (id === 0 || id === this.ids[pixel]) return false;
    return this.classes === null || this.classes[this.pixelAt(pixel)] === this.classes[this.pixelAt(other)];
  }
}
