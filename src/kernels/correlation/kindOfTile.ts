/** The kind that a tile's name belongs to: what it asks of a device. Pure. */

/** Kinds besides the one that every device can compute. */
const SPECIAL = ['subgroup', 'tiled'] as const;

/** `tiled` needs barriers, `subgroup` the feature `subgroups`; all others are `direct`. */
export function kindOfTile(tile: string): 'direct' | 'subgroup' | 'tiled' {
  return SPECIAL.find((kind) => tile.startsWith(`${kind} `)) ?? 'direct';
}

/** The tile that adds in the same order, to the same bits, without subgroups; others are left as they are. */
export function withoutSubgroups(tile: string): string {
  return tile.replace(/^subgroup /, 'direct ');
}
