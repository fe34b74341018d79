/** The block of an image that a spatial split holds out: where it teaches most about the rest and costs it least. Pure. */
import { studioError } from '../../common/errors';
import type { LabelMap } from '../../domain/labels';
import type { HeldOutBlock } from '../../domain/train';
import type { Region } from '../../imaging/scores';
import type { Sight, SplitImage } from './splitImages';

/** Of the image's pixels. */
const BLOCK_SHARE = 0.22;
/** Least share of the image's pixels that a block and its guard have to leave for training. */
const LEAST_LEFT = 0.15;
/** Places tried along each axis for blocks of the image's own shape. */
const PLACES = 5;

type Size = Pick<Region, 'width' | 'height'>;

/** Whether an image of this size, px at the training scale, has a block that leaves enough of it, whatever its labels say. */
export function hasRoomForBlock(image: Size, sight: Sight): boolean {
  return candidates(image, sight.alignment).some((region) => isEnoughLeft(region, sight.margin, image));
}

/**
 * About a fifth of the image, on the pooling grid: a block of the image's shape at one of 25 places, or a strip along an
 * edge. First come the classes (each of the image's in the block and in what is left; one that fits on one side only is
 * trained on), then how alike the
 * classes' shares are, then what is left. Throws `bad-setting` where no block leaves enough to train on.
 */
export function heldOutBlock({ id, labels }: SplitImage, sight: Sight): HeldOutBlock {
  const all = countsIn(labels, whole(labels), null);
  let best: { readonly region: Region; readonly worth: readonly number[] } | null = null;
  for (const region of candidates(labels, sight.alignment)) {
    const guarded = widened(region, sight.margin, labels);
    if (!isEnoughLeft(region, sight.margin, labels)) continue;
    const inside = countsIn(labels, region, null);
    const outside = countsIn(labels, whole(labels), guarded);
    if (sum(inside) === 0 || sum(outside) === 0) continue;
    const worth = [
      present(inside) + present(outside),
      present(outside),
      Math.round(-20 * unlike(inside, all)),
      pixelsOf(labels) - pixelsOf(guarded),
    ];
    if (best === null || isMore(worth, best.worth)) best = { region, worth };
  }
  if (best === null) throw tooSmall(id, labels, sight.margin);
  return { imageId: id, ...best.region };
}

function isEnoughLeft(region: Region, guard: number, image: Size): boolean {
  return pixelsOf(image) - pixelsOf(widened(region, guard, image)) >= LEAST_LEFT * pixelsOf(image);
}

function pixelsOf({ width, height }: Size): number {
  return width * height;
}

function candidates({ width, height }: Size, alignment: number): Region[] {
  const side = Math.sqrt(BLOCK_SHARE);
  const snapped = (length: number, most: number) =>
    Math.min(most, Math.max(alignment, Math.round(length / alignment) * alignment));
  const size = { width: snapped(width * side, width), height: snapped(height * side, height) };
  const starts = (length: number, block: number) =>
    Array.from({ length: PLACES }, (_, place) => {
      const start = ((length - block) * place) / (PLACES - 1);
      // The last one ends with the image: what lies beyond would be a sliver for training.
      return place === PLACES - 1 ? length - block : Math.floor(start / alignment) * alignment;
    });
  const blocks = starts(height, size.height).flatMap((y) =>
    starts(width, size.width).map((x) => ({ x, y, ...size })),
  );
  const [thin, low] = [snapped(width * BLOCK_SHARE, width), snapped(height * BLOCK_SHARE, height)];
  return [
    ...blocks,
    { x: 0, y: 0, width: thin, height },
    { x: width - thin, y: 0, width: thin, height },
    { x: 0, y: 0, width, height: low },
    { x: 0, y: height - low, width, height: low },
  ];
}

function whole({ width, height }: LabelMap): Region {
  return { x: 0, y: 0, width, height };
}

/** With `by` px more on each side, inside the image. */
export function widened({ x, y, width, height }: Region, by: number, image: Size): Region {
  const [left, top] = [Math.max(0, x - by), Math.max(0, y - by)];
  const [right, bottom] = [Math.min(image.width, x + width + by), Math.min(image.height, y + height + by)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Labelled pixels of each class in a region, but for those in `but`. */
function countsIn({ width, classes, ignore }: LabelMap, region: Region, but: Region | null): number[] {
  const counts: number[] = [];
  for (let y = region.y; y < region.y + region.height; y++) {
    const inRows = but !== null && y >= but.y && y < but.y + but.height;
    for (let x = region.x; x < region.x + region.width; x++) {
      if (inRows && x >= but.x && x < but.x + but.width) continue;
      const at = y * width + x;
      if (ignore?.[at]) continue;
      const label = classes[at] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
  }
  return Array.from(counts, (count) => count ?? 0);
}

function present(counts: readonly number[]): number {
  return counts.filter((count) => count > 0).length;
}

/** Half the summed difference of shares, 0..1. */
function unlike(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [sum(one), sum(other)];
  return sum(other.map((count, label) => Math.abs((one[label] ?? 0) / a - count / b))) / 2;
}

function isMore(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function tooSmall(id: string, { width, height }: LabelMap, guard: number) {
  return studioError(
    'bad-setting',
    `${id} is ${width} x ${height} px at the training scale: a held-out block and the ${guard} px around it, which this network sees, leave too little to train on.`,
    'Choose a smaller depth, train at a larger scale, or hold out whole images.',
    id,
  );
}
