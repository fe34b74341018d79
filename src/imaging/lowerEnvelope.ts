/**
 * The lower envelope of parabolas (x - vertex)² + height along one row: the second half of an exact Euclidean
 * distance transform. Called by distanceTransform and twoNearestObjects, once a row, without allocation.
 */

/** Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012, algorithm 1. Linear time. */
export class LowerEnvelope {
  private readonly vertices: Int32Array;
  private readonly heights: Float64Array;
  /** From which x on each parabola is the lowest. */
  private readonly starts: Float64Array;
  private size = 0;

  /** For rows of at most `width` px. */
  constructor(width: number) {
    this.vertices = new Int32Array(width);
    this.heights = new Float64Array(width);
    this.starts = new Float64Array(width);
  }

  clear(): void {
    this.size = 0;
  }

  /** Vertices ascend from call to call. A parabola of infinite height is none. */
  add(vertex: number, height: number): void {
    if (height === Number.POSITIVE_INFINITY) return;
    const { vertices, heights, starts } = this;
    let last = this.size - 1;
    let start = Number.NEGATIVE_INFINITY;
    while (last >= 0) {
      const before = vertices[last] ?? 0;
      // Whole numbers divided once: a crossing on a pixel is met exactly, any other is never moved across one.
      const rise = height - (heights[last] ?? 0) + (vertex - before) * (vertex + before);
      start = rise / (2 * (vertex - before));
      if (start > (starts[last] ?? 0)) break;
      start = Number.NEGATIVE_INFINITY;
      last -= 1;
    }
    this.size = last + 2;
    vertices[last + 1] = vertex;
    heights[last + 1] = height;
    starts[last + 1] = start;
  }

  /** Writes out[x] = vertex of the parabola that is lowest at x, for x in [from, to]; -1 where there is none. */
  lowest(from: number, to: number, out: Int32Array): void {
    const { vertices, starts, size } = this;
    if (size === 0) {
      out.fill(-1, from, to + 1);
      return;
    }
    let at = 0;
    for (let x = from; x <= to; x++) {
      while (at + 1 < size && (starts[at + 1] ?? 0) < x) at += 1;
      out[x] = vertices[at] ?? 0;
    }
  }
}
