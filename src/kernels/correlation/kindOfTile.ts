/** The kind that a tile's name belongs to: what needs workgroup memory, and what does not. Pure. */

/** Every kind but `tiled` works without barriers. */
export function kindOfTile(tile: string): 'direct' | 'tiled' {
  return tile.startsWith('tiled') ? 'tiled' : 'direct';
}
