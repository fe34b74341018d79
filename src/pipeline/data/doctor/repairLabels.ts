/** Labels as a repair leaves them. Pure: what is in the file stays as it is. The other side of what the doctor finds. */
import type { Repair } from '../../../domain/findings';
import type { LabelMap } from '../../../domain/labels';
import { turnedPlace } from './labelFit';

/** A mask of another size has no labels yet. */
export type LabelRepair = Exclude<Repair, { readonly kind: 'fit' }>;

type Plane = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A copy of the labels' own size; a transposing turn needs equal sides. What comes in from outside is ignored. */
export function repairLabels(labels: LabelMap, repair: LabelRepair): LabelMap {
  switch (repair.kind) {
    case 'swap':
      return swapped(labels);
    case 'lower':
      return lowered(labels);
    case 'shift':
      return shifted(labels, repair.dx, repair.dy);
    case 'turn':
      return moved(labels, (at) => turnedPlace(at, labels.width, labels.height, repair.turn));
  }
}

/** Class 0 and 1 exchanged; numbers of objects are those of what is background now, so none stay. */
function swapped({ width, height, classes, ignore }: LabelMap): LabelMap {
  const isIgnored = (at: number) => ignore?.[at] === 1;
  const other = classes.map((index, at) => (index > 1 || isIgnored(at) ? index : 1 - index));
  return { width, height, classes: other, ignore: ignore?.slice() ?? null, instances: null };
}

/** Each class becomes the one below it. Where objects are numbered, number 1 is the background. */
function lowered({ width, height, classes, ignore, instances }: LabelMap): LabelMap {
  const kept = ignore?.slice() ?? null;
  if (instances === null) {
    return {
      width,
      height,
      classes: classes.map((index) => Math.max(0, index - 1)),
      ignore: kept,
      instances,
    };
  }
  const numbers = instances.map((number) => Math.max(0, number - 1));
  return {
    width,
    height,
    classes: classes.map((index, at) => (numbers[at] === 0 ? 0 : index)),
    ignore: kept,
    instances: numbers,
  };
}

function shifted(labels: LabelMap, dx: number, dy: number): LabelMap {
  const { width, height } = labels;
  return moved(labels, (at) => {
    const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy];
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
  });
}

/** `to` says where each pixel goes, -1 for nowhere. Pixels that none goes to are ignored. */
function moved(
  { width, height, classes, ignore, instances }: LabelMap,
  to: (at: number) => number,
): LabelMap {
  const places = Int32Array.from(classes, (_, at) => to(at));
  const move = <T extends Plane>(from: T, into: T): T => {
    places.forEach((place, at) => {
      if (place >= 0) into[place] = from[at] ?? 0;
    });
    return into;
  };
  const outside = move(ignore ?? new Uint8Array(classes.length), new Uint8Array(classes.length).fill(1));
  return {
    width,
    height,
    classes: move(classes, new Uint8Array(classes.length)),
    ignore: outside.includes(1) ? outside : null,
    instances: instances && move(instances, new Uint32Array(instances.length)),
  };
}
