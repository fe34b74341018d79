/** The basins of a watershed while they grow and join. Called by watershed. */

/** Numbers 1, 2, ...; a joined basin has the number of its root. Path halving. */
export class Basins {
  private readonly parents = [0];
  /** Height of each root's highest top. */
  private readonly tops = [0];

  constructor(private readonly depth: number) {}

  /** A new basin's number. */
  add(top: number): number {
    this.tops.push(top);
    return this.parents.push(this.parents.length) - 1;
  }

  /** Two basins meet at `height`: where the lower top is not more than `depth` above it, that basin joins the other. */
  meet(one: number, other: number, height: number): void {
    const a = this.root(one);
    const b = this.root(other);
    if (a === b) return;
    const isLower = this.topOf(a) < this.topOf(b) || (this.topOf(a) === this.topOf(b) && a > b);
    const [lower, higher] = isLower ? [a, b] : [b, a];
    // Turned round for infinite heights, whose difference is no number: one plateau without an edge.
    if (!(this.topOf(lower) - height > this.depth)) this.parents[lower] = higher;
  }

  root(basin: number): number {
    let at = basin;
    for (;;) {
      const parent = this.parents[at] ?? at;
      if (parent === at) return at;
      this.parents[at] = this.parents[parent] ?? parent;
      at = parent;
    }
  }

  private topOf(root: number): number {
    return this.tops[root] ?? 0;
  }
}
