/** Which values of a mask are meant, and which are only noise, soft edges or strays around those. */
import { valueDistance } from '../../imaging/snapper';

export interface ValueLook {
  readonly value: number;
  readonly pixels: number;
  /** Pixels whose four neighbours have the same value. */
  readonly inner: number;
  /** Pixels whose four neighbours have nearly the same value. */
  readonly calm: number;
}

/** A meant value has plateaus; a value of noise or of a soft edge has next to none (0.00 in all sets measured). */
const PLATEAU_SHARE = 0.1;
/** A class of thin lines or dots has none either, but more pixels than a stray value, or one of many such. */
const BEYOND_STRAY = 0.002;
const BEYOND_NOISE = 0.02;
const FEW = 2;
/** Values that span less than this are small numbers, where neighbours are different classes and not noise. */
const WIDE = 64;
/** In lossy masks, values as near as this to a more frequent one belong to it: of greys, at most a tenth of their span. */
const REACH = { grey: 24, span: 0.1, colours: 48 } as const;
/** Fewer pixels than this are no class of a lossy mask. */
const FEWEST = 0.0005;

/**
 * Those with plateaus; of those without, the ones with more than 2 % of the pixels, or 0.2 % where at most two
 * values have none. Up to two values are all meant. Where more than two are not, and values are colours or greys
 * that span much, the mask is lossy: near values are taken together, and of each group the commonest is meant.
 * `total`: pixels of the mask or the set. Order: as in `values`.
 */
export function meantValues<V extends ValueLook>(values: readonly V[], total: number, colours: boolean): V[] {
  if (values.length <= FEW) return [...values];
  const hasPlateau = ({ pixels, inner }: V) => inner >= PLATEAU_SHARE * pixels;
  const flat = values.filter((value) => !hasPlateau(value)).length;
  const enough = total * (flat <= FEW ? BEYOND_STRAY : BEYOND_NOISE);
  const meant = values.filter((value) => hasPlateau(value) || value.pixels >= enough);
  const isLossy = values.length - meant.length > FEW && (colours || spanOf(values) > WIDE);
  return isLossy ? commonest(values, total, colours) : meant;
}

interface Group<V> {
  readonly value: V;
  pixels: number;
  calm: number;
}

/** One value of each group with plateaus; where that is one group, also of groups with many pixels. */
function commonest<V extends ValueLook>(values: readonly V[], total: number, colours: boolean): V[] {
  const groups = groupNear(values, colours);
  const calm = groups.filter(
    (group) => group.calm >= PLATEAU_SHARE * group.pixels && group.pixels >= FEWEST * total,
  );
  const found = calm.length > 1 ? calm : groups.filter(({ pixels }) => pixels >= BEYOND_NOISE * total);
  const meant = new Set([...calm, ...found].map(({ value }) => value));
  return values.filter((value) => meant.has(value));
}

/** Each value joins the first group, commonest first, whose value is near. */
function groupNear<V extends ValueLook>(values: readonly V[], colours: boolean): Group<V>[] {
  const distance = valueDistance(colours);
  const reach = colours ? REACH.colours : Math.min(REACH.grey, REACH.span * spanOf(values));
  const groups: Group<V>[] = [];
  for (const value of values.toSorted((a, b) => b.pixels - a.pixels || a.value - b.value)) {
    const near = groups.find((group) => distance(group.value.value, value.value) <= reach);
    if (near === undefined) {
      groups.push({ value, pixels: value.pixels, calm: value.calm });
    } else {
      near.pixels += value.pixels;
      near.calm += value.calm;
    }
  }
  return groups;
}

function spanOf(values: readonly ValueLook[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { value } of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
