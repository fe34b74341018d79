/** The largest smaller settings that fit, one at a time: what is proposed where a run does not fit the device. Pure. */

/** The largest whole number from `least` to below `wanted` that fits, null where none does. What fits has no gaps. */
export function nearestFitting(
  wanted: number,
  least: number,
  fits: (value: number) => boolean,
): number | null {
  let best: number | null = null;
  let [low, high] = [least, wanted - 1];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) {
      best = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return best;
}
