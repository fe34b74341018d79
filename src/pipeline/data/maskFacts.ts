/** Measures one mask so that its set can be judged, and judged again, without its pixels. Called once for each mask. */

import { IGNORED_OUTLINE } from '../../domain/annotations';
import type { AreaSample, MaskFacts, MaskRaster, ValueFacts } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { snapper, valueDistance } from '../../imaging/snapper';
import { type ValueShape, valueComponents } from '../../imaging/valueComponents';
import { areaSample } from './areaSample';
import { meantValues } from './plateaus';

/** Values with all that is measured on them. */
const RICH_VALUES = 64;
/** Values of which only the pixels are kept. */
const COUNTED_VALUES = 1024;
/** Sizes are sampled for so many values with plateaus, and at so many ranks each. */
const SIZED_VALUES = 32;
const SIZES_EACH = 32;
const SIZES_OF_IDS = 256;
const NOISE = { grey: 8, colours: 24 } as const;

/** Takes about 0.05 s a megapixel, up to six times that in a mask of noise. */
export function maskFacts(mask: MaskRaster): MaskFacts {
  const shapes = valueComponents(mask.data, mask.width, mask.height, nearIn(mask));
  const rich = mostFrequent(shapes);
  const counted = shapes.reduce((sum, shape) => sum + shape.pixels, 0);
  return {
    width: mask.width,
    height: mask.height,
    type: mask.type,
    coding: mask.coding,
    distinct: shapes.length,
    values: rich.map((shape) => valueFacts(shape, shapes.length <= RICH_VALUES)),
    colours: mask.palette === undefined ? null : rich.map(({ value }) => paletteColour(mask.palette, value)),
    others: othersOf(shapes.toSorted(byPixels).slice(RICH_VALUES)),
    notFinite: mask.width * mask.height - counted,
    ids: idsOf(
      mask,
      shapes.filter(({ value }) => value !== 0 && !(mask.coding === 'outlines' && value === IGNORED_OUTLINE)),
    ),
    plateaus: plateauSizes(mask, shapes),
  };
}

/** Whether two values may be the same but for the noise of a JPEG; only asked where values span much. */
function nearIn({ coding }: MaskRaster): (a: number, b: number) => boolean {
  const distance = valueDistance(coding === 'colours');
  const reach = coding === 'colours' ? NOISE.colours : NOISE.grey;
  return (a, b) => distance(a, b) <= reach;
}

function valueFacts(shape: ValueShape, hasBeside: boolean): ValueFacts {
  const { value, pixels, inner, calm, between, frame, areas } = shape;
  const medianPiece = areas.toSorted((a, b) => a - b)[Math.floor(areas.length / 2)] ?? 0;
  const beside = hasBeside ? [...shape.beside].sort((a, b) => a - b) : [];
  return { value, pixels, inner, calm, between, frame, pieces: areas.length, medianPiece, beside };
}

/** 0xRRGGBB of an index; black beyond the palette's end. */
export function paletteColour(palette: Raster['palette'], index: number): number {
  const channel = (c: number) => palette?.[index * 3 + c] ?? 0;
  return channel(0) * 65536 + channel(1) * 256 + channel(2);
}

function byPixels(a: ValueShape, b: ValueShape): number {
  return b.pixels - a.pixels || a.value - b.value;
}

/** RICH_VALUES of them at most, ascending. */
function mostFrequent(shapes: readonly ValueShape[]): ValueShape[] {
  const most = shapes.toSorted(byPixels).slice(0, RICH_VALUES);
  return most.sort((a, b) => a.value - b.value);
}

function othersOf(shapes: readonly ValueShape[]): number[] {
  const listed = shapes.slice(0, COUNTED_VALUES).flatMap(({ value, pixels }) => [value, pixels]);
  const rest = shapes.slice(COUNTED_VALUES).reduce((sum, { pixels }) => sum + pixels, 0);
  if (rest > 0) listed.push((listed.pop() ?? 0) + rest);
  return listed;
}

function idsOf(mask: MaskRaster, shapes: readonly ValueShape[]): MaskFacts['ids'] {
  return {
    count: shapes.length,
    whole: shapes.filter((shape) => isWhole(shape, isDeep(mask))).length,
    touching: shapes.filter(({ touching }) => touching > 0).length,
    sizes: areaSample(
      shapes.map(({ pixels }) => pixels),
      SIZES_OF_IDS,
    ),
  };
}

/** Objects too small to have a plateau are told from noise in masks of more than 8 bits only, which have none. */
function isWhole({ areas, inner, between }: ValueShape, deep: boolean): boolean {
  return areas.length === 1 && (inner > 0 || (deep && between === 0));
}

/** Whether a mask's own values have more than 8 bits. */
export function isDeep({ type, coding }: Pick<MaskFacts, 'type' | 'coding'>): boolean {
  return coding === 'values' && type !== 'uint8' && type !== 'int8';
}

/** Noise breaks objects up, so its values become the nearest plateau first. Masks of many objects are left alone. */
function plateauSizes(mask: MaskRaster, shapes: readonly ValueShape[]): MaskFacts['plateaus'] {
  const total = mask.width * mask.height;
  const strong = meantValues(mostFrequent(shapes), total, mask.coding === 'colours');
  if (strong.length === 0 || strong.length > SIZED_VALUES) return [];
  const snapped =
    strong.length === shapes.length
      ? strong
      : valueComponents(snap(mask, strong), mask.width, mask.height, nearIn(mask));
  return snapped
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value, areas }) => ({ value, sizes: sizesOf(areas) }))
    .sort((a, b) => a.value - b.value);
}

function sizesOf(areas: readonly number[]): AreaSample {
  return areaSample(areas, SIZES_EACH);
}

function snap(mask: MaskRaster, strong: readonly ValueShape[]): Float64Array<ArrayBuffer> {
  const nearest = snapper(
    strong.map(({ value }) => value),
    mask.coding === 'colours',
  );
  const data = new Float64Array(mask.data.length);
  let last = Number.NaN;
  let snapped = Number.NaN;
  for (let i = 0; i < data.length; i++) {
    const value = mask.data[i] ?? 0;
    if (value !== last) {
      snapped = nearest(value);
      last = value;
    }
    data[i] = snapped;
  }
  return data;
}
