/** One object's outline for the viewer. Pure. */
import type { MeasuredObject, ObjectMap } from '../../../domain/objects';
import { objectOutlines } from '../../../imaging/objects/outlines';

/** An SVG path in image px along the edges of the object's pixels, holes included. Work goes by its box. */
export function objectPath({ ids, width }: ObjectMap, { id, px }: MeasuredObject): string {
  const { x: left, y: top, width: across, height: down } = px.box;
  const cut = new Uint32Array(across * down);
  for (let y = 0, at = 0; y < down; y++) {
    for (let x = 0; x < across; x++, at++) if (ids[(top + y) * width + left + x] === id) cut[at] = 1;
  }
  const map = { width: across, height: down, ids: cut, count: 1, classes: Uint8Array.of(0, 1) };
  const rings = (objectOutlines(map)[1] ?? []).flatMap(({ outer, holes }) => [outer, ...holes]);
  return rings.map((ring) => `M${ring.map(({ x, y }) => `${left + x} ${top + y}`).join('L')}Z`).join('');
}

/** The object at a point of the image; null where there is none. */
export function objectAt(
  { ids, width, height }: ObjectMap,
  point: { readonly x: number; readonly y: number },
): number | null {
  const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  return ids[y * width + x] || null;
}
