/** Run lengths packed into text, as COCO's tools write them (cocodataset/cocoapi, common/maskApi.c, rleFrString). */

/** Characters hold six bits each from this one on. */
const FIRST = 48;

/**
 * Each count is written in groups of five bits, the lowest first, a sixth bit telling that more follow; the highest bit
 * of the last group is the sign. From the fourth on it is the difference from the count before the last. Null where the
 * text is none of this, or a count is negative.
 */
export function cocoRuns(text: string): number[] | null {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let [value, shift, more] = [0, 0, true];
    while (more) {
      const group = text.charCodeAt(at) - FIRST;
      // NaN, past the end of the text, is refused as well.
      if (!(group >= 0 && group < 64) || shift > 30) return null;
      value += (group & 31) * 2 ** shift;
      shift += 5;
      more = (group & 32) !== 0;
      if (!more && (group & 16) !== 0) value -= 2 ** shift;
      at += 1;
    }
    const before = counts.length > 2 ? (counts.at(-2) ?? 0) : 0;
    const count = value + before;
    if (count < 0) return null;
    counts.push(count);
  }
  return counts;
}
