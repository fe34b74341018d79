/** Whether a mask counts its values from one higher than the others, as programs that count from 1 do. Pure. */
import type { MaskProfile } from './maskProfile';

const FEWEST = 3;
/** Numbers of objects differ from mask to mask: there the background alone has to tell, so much of it. */
const LEAST_GROUND = 0.2;
/** Shares of the values, one lower, have to be so much more like those of the others. */
const LIKER = 0.6;
const LEAST_DIFFERENCE = 0.15;

export function isOffByOne({ facts, shares }: MaskProfile, fellows: readonly MaskProfile[]): boolean {
  if (
    fellows.length < FEWEST ||
    facts.coding === 'colours' ||
    facts.values.some(({ value }) => !Number.isInteger(value))
  )
    return false;
  const numbered = fellows.filter(({ facts: own }) => own.ids.whole === own.ids.count && own.ids.count > 1);
  return numbered.length > fellows.length / 2
    ? hasNoGround(shares, fellows)
    : isLikeOneLower(shares, fellows);
}

/** No 0, where every other mask is mostly 0, and 1 has its place. */
function hasNoGround(shares: MaskProfile['shares'], fellows: readonly MaskProfile[]): boolean {
  const others = fellows.map((fellow) => fellow.shares.get(0) ?? 0);
  const least = Math.min(...others);
  return least > LEAST_GROUND && !shares.has(0) && (shares.get(1) ?? 0) > LEAST_GROUND;
}

/** Its highest value is one that no other mask holds, or its lowest one missing; and one lower, shares are alike. */
function isLikeOneLower(shares: MaskProfile['shares'], fellows: readonly MaskProfile[]): boolean {
  const usual = new Map<number, number>();
  for (const fellow of fellows)
    for (const [value, share] of fellow.shares)
      usual.set(value, (usual.get(value) ?? 0) + share / fellows.length);
  const known = [...usual.keys()];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const own = [...shares.keys()];
  const fits = own.every((value) => usual.has(value - 1));
  const tells =
    own.includes(most + 1) || (!own.includes(least) && fellows.every((fellow) => fellow.shares.has(least)));
  if (!fits || !tells) return false;
  const [here, lower] = [differenceOf(shares, usual, 0), differenceOf(shares, usual, 1)];
  return lower < LIKER * here && here - lower > LEAST_DIFFERENCE;
}

/** Half the sum of differences, 0..1, values taken `by` lower. */
function differenceOf(shares: MaskProfile['shares'], usual: ReadonlyMap<number, number>, by: number): number {
  const values = new Set([...usual.keys(), ...[...shares.keys()].map((value) => value - by)]);
  let sum = 0;
  for (const value of values) sum += Math.abs((shares.get(value + by) ?? 0) - (usual.get(value) ?? 0));
  return sum / 2;
}
