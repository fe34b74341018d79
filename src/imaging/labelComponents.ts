/** Connected components as a number a pixel. Not their sizes or shapes. Called by objectsOf and the metrics. */

/** Ids 1, 2, ... in the order in which the components are met; `count` of them. */
export interface Components {
  /** [height, width], 0 for none. */
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly count: number;
}

/**
 * Components of equal values of `values` [height, width], 0 being none; pixels that share an edge or a corner are
 * neighbours (8-connected), so that thin slanting lines stay in one piece. With neighbours by `edges` only (4-connected),
 * regions on both sides of such a line stay apart.
 */
export function labelComponents(
  values: Uint8Array | Uint32Array,
  width: number,
  height: number,
  neighbours: 'corners' | 'edges' = 'corners',
): Components {
  const ids = new Uint32Array(width * height);
  const joined = new Forest();
  const corners = neighbours === 'corners';
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const value = values[i] ?? 0;
      if (value === 0) continue;
      const left = x > 0 && values[i - 1] === value ? (ids[i - 1] ?? 0) : 0;
      const up = y > 0 && values[i - width] === value ? (ids[i - width] ?? 0) : 0;
      let id = 0;
      if (!corners) id = joined.join(left, up);
      // Through the pixel above, all others that count are neighbours of each other and joined before.
      else if (up !== 0) id = up;
      else {
        const upLeft = y > 0 && x > 0 && values[i - width - 1] === value ? (ids[i - width - 1] ?? 0) : 0;
        const upRight =
          y > 0 && x + 1 < width && values[i - width + 1] === value ? (ids[i - width + 1] ?? 0) : 0;
        id = joined.join(left === 0 ? upLeft : left, upRight);
      }
      ids[i] = id === 0 ? joined.add() : id;
    }
  }
  return joined.numbered(ids);
}

/** Union-find over provisional ids 1, 2, ...; the older one stays the root. Path halving. */
class Forest {
  private readonly parents = [0];

  add(): number {
    return this.parents.push(this.parents.length) - 1;
  }

  /** An id that both have in common, from now on; 0 joins anything. */
  join(one: number, other: number): number {
    if (one === other || other === 0) return one;
    if (one === 0) return other;
    const a = this.root(one);
    const b = this.root(other);
    if (a === b) return a;
    const [older, younger] = a < b ? [a, b] : [b, a];
    this.parents[younger] = older;
    return older;
  }

  /** Provisional ids replaced, in place. */
  numbered(ids: Uint32Array<ArrayBuffer>): Components {
    const final = new Uint32Array(this.parents.length);
    let count = 0;
    for (let id = 1; id < final.length; id++) {
      const root = this.root(id);
      final[id] = root === id ? ++count : (final[root] ?? 0);
    }
    for (let i = 0; i < ids.length; i++) ids[i] = final[ids[i] ?? 0] ?? 0;
    return { ids, count };
  }

  private root(id: number): number {
    let at = id;
    for (;;) {
      const parent = this.parents[at] ?? at;
      if (parent === at) return at;
      this.parents[at] = this.parents[parent] ?? parent;
      at = parent;
    }
  }
}
