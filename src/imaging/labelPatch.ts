/** Parts of label maps: cut out where they were drawn, and put in where they are kept. Pure. */
import type { LabelMap, LabelPatch } from '../domain/labels';
import type { PaintMap, PaintRect, Unpainted } from './paint/paintMap';
import { unpaintedPixels } from './paint/unpaintedPixels';

/** A copy of a part, which lies within the map. Planes are null where they would say nothing. */
export function labelPatch(
  map: PaintMap,
  { x, y, width, height }: PaintRect,
  unpainted: Unpainted,
): LabelPatch {
  const rect = { x, y, width, height };
  const bytes = (plane: Uint8Array<ArrayBuffer>) =>
    cut(plane, map.width, rect, new Uint8Array(width * height));
  const ignore = bytes(map.ignore);
  const bare = unpainted === 'ignored' ? ignoredOnly(ignore, bytes(map.touched)) : null;
  return {
    ...rect,
    classes: bytes(map.classes),
    ignore: orNull(ignore),
    instances: orNull(cut(map.instances, map.width, rect, new Uint32Array(width * height))),
    unpainted: bare && orNull(bare),
  };
}

/** The labels, or blank ones, with a part in place of what was there. Their arrays are changed, and may be taken over. */
export function patchedLabels(labels: LabelMap, patch: LabelPatch): LabelMap {
  const { width, height, classes } = labels;
  const pixels = width * height;
  const known = unpaintedPixels(labels);
  // What is not told is guessed from the plane of what is ignored, which changes on its own.
  const own = known === labels.ignore ? (known?.slice() ?? null) : known;
  const bare = own ?? (patch.unpainted ? new Uint8Array(pixels) : null);
  const ignore = labels.ignore ?? (patch.ignore && new Uint8Array(pixels));
  const instances = labels.instances ?? (patch.instances && new Uint32Array(pixels));
  put(classes, width, patch, patch.classes);
  if (ignore) put(ignore, width, patch, patch.ignore);
  if (instances) put(instances, width, patch, patch.instances);
  if (bare) put(bare, width, patch, patch.unpainted ?? null);
  return {
    width,
    height,
    classes,
    ignore: ignore && orNull(ignore),
    instances: instances && orNull(instances),
    unpainted: bare && orNull(bare),
  };
}

/** Whether the part lies in the map, and its planes are of its size. */
export function fitsLabels(
  patch: LabelPatch,
  { width, height }: Pick<LabelMap, 'width' | 'height'>,
): boolean {
  const { x, y, classes, ignore, instances, unpainted } = patch;
  const pixels = patch.width * patch.height;
  const isWhole = [x, y, patch.width, patch.height].every((value) => Number.isInteger(value) && value >= 0);
  const isIn = x + patch.width <= width && y + patch.height <= height;
  const planes = [classes, ignore, instances, unpainted];
  return isWhole && isIn && planes.every((plane) => (plane?.length ?? pixels) === pixels);
}

/** Where a pixel is ignored and not touched; written into `touched`. */
function ignoredOnly(ignore: Uint8Array, touched: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < touched.length; i++) touched[i] = touched[i] === 1 ? 0 : (ignore[i] ?? 0);
  return touched;
}

type Plane = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

function cut<T extends Plane>(plane: T, across: number, { x, y, width, height }: PaintRect, into: T): T {
  for (let row = 0; row < height; row++) {
    const from = (y + row) * across + x;
    into.set(plane.subarray(from, from + width), row * width);
  }
  return into;
}

function put(plane: Plane, across: number, { x, y, width, height }: PaintRect, part: Plane | null): void {
  for (let row = 0; row < height; row++) {
    const to = (y + row) * across + x;
    if (part === null) plane.fill(0, to, to + width);
    else plane.set(part.subarray(row * width, (row + 1) * width), to);
  }
}

function orNull<T extends Plane>(plane: T): T | null {
  for (let i = 0; i < plane.length; i++) if (plane[i] !== 0) return plane;
  return null;
}
