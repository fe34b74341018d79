/** Parts of label maps: cut out where they were drawn, and put in where they are kept. Pure. */
import type { LabelMap, LabelPatch } from '../domain/labels';
import type { PaintMap, PaintRect } from './paint/paintMap';

/** A copy of a part, which lies within the map. Planes are null where they would say nothing. */
export function labelPatch(map: PaintMap, { x, y, width, height }: PaintRect): LabelPatch {
  const rect = { x, y, width, height };
  return {
    ...rect,
    classes: cut(map.classes, map.width, rect, new Uint8Array(width * height)),
    ignore: orNull(cut(map.ignore, map.width, rect, new Uint8Array(width * height))),
    instances: orNull(cut(map.instances, map.width, rect, new Uint32Array(width * height))),
  };
}

/** The labels, or blank ones, with a part in place of what was there. Their arrays are changed, and may be taken over. */
export function patchedLabels(labels: LabelMap, patch: LabelPatch): LabelMap {
  const { width, height, classes } = labels;
  const pixels = width * height;
  const ignore = labels.ignore ?? (patch.ignore && new Uint8Array(pixels));
  const instances = labels.instances ?? (patch.instances && new Uint32Array(pixels));
  put(classes, width, patch, patch.classes);
  if (ignore) put(ignore, width, patch, patch.ignore);
  if (instances) put(instances, width, patch, patch.instances);
  return {
    width,
    height,
    classes,
    ignore: ignore && orNull(ignore),
    instances: instances && orNull(instances),
  };
}

/** Whether the part lies in the map, and its planes are of its size. */
export function fitsLabels(
  patch: LabelPatch,
  { width, height }: Pick<LabelMap, 'width' | 'height'>,
): boolean {
  const { x, y, classes, ignore, instances } = patch;
  const pixels = patch.width * patch.height;
  const isWhole = [x, y, patch.width, patch.height].every((value) => Number.isInteger(value) && value >= 0);
  const isIn = x + patch.width <= width && y + patch.height <= height;
  return (
    isWhole && isIn && [classes, ignore, instances].every((plane) => (plane?.length ?? pixels) === pixels)
  );
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
