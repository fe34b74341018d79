/** Which values of a mask are meant, and which are only noise, soft edges or strays around those. */

export interface ValueLook {
  readonly value: number;
  readonly pixels: number;
  /** Pixels whose four neighbours have the same value. */
  readonly inner: number;
}

/** A meant value has plateaus; a value of noise or of a soft edge has next to none (0.00 in all sets measured). */
const INNER_SHARE = 0.1;
/** A class of thin lines or dots has none either, but more pixels than a stray value, or one of many such. */
const BEYOND_STRAY = 0.002;
const BEYOND_NOISE = 0.02;
const FEW = 2;

/**
 * Those with plateaus; of those without, the ones with more than 2 % of the pixels, or 0.2 % where at most two
 * values have none. Up to two values are all meant. `total`: pixels of the mask or the set.
 */
export function meantValues<V extends ValueLook>(values: readonly V[], total: number): V[] {
  if (values.length <= FEW) return [...values];
  const hasPlateau = ({ pixels, inner }: V) => inner >= INNER_SHARE * pixels;
  const flat = values.filter((value) => !hasPlateau(value)).length;
  const enough = total * (flat <= FEW ? BEYOND_STRAY : BEYOND_NOISE);
  return values.filter((value) => hasPlateau(value) || value.pixels >= enough);
}
