/** Masks in which most objects have no label, told by their difference from the rest of an even set. */

import { median } from '../../common/median';
import type { MaskFacts } from '../../domain/masks';
import { listText, ofMany, shareText } from './valueText';

/** So few frames say nothing about what is usual. */
const FEWEST_FRAMES = 4;
/** A frame is suspect below this part of the median share and count; the others must lie above half of the median. */
const SUSPECT = 0.4;
const EVEN = 0.5;
/** More suspects than this share of the frames are how the set is. */
const MOST_SUSPECTS = 0.25;

/**
 * The sentence, or null. Only in sets of frames of one size whose other masks are even (films): an emptier frame of a
 * varied set is nothing unusual. Which pixels are unlabelled cannot be known, so nothing is ignored.
 */
export function partlyLabelled(facts: readonly MaskFacts[], names: readonly string[]): string | null {
  const first = facts[0];
  if (first === undefined || facts.length < FEWEST_FRAMES) return null;
  if (facts.some(({ width, height }) => width !== first.width || height !== first.height)) return null;
  const frames = facts.map((mask, index) => ({ ...labelled(mask), name: names[index] ?? null }));
  const usual = {
    share: median(frames.map(({ share }) => share)) ?? 0,
    count: median(frames.map(({ count }) => count)) ?? 0,
  };
  const suspects = frames.filter(
    ({ share, count }) => count > 0 && share < SUSPECT * usual.share && count < SUSPECT * usual.count,
  );
  const others = frames.filter((frame) => !suspects.includes(frame));
  const isEven = others.every(({ share, count }) => share > EVEN * usual.share && count > EVEN * usual.count);
  if (suspects.length === 0 || suspects.length > MOST_SUSPECTS * frames.length || !isEven) return null;
  return sentence(suspects, usual);
}

interface Labelled {
  readonly share: number;
  readonly count: number;
}

function labelled({ ids, values, others, width, height }: MaskFacts): Labelled {
  let pixels = values.reduce((sum, { value, pixels: own }) => sum + (value === 0 ? 0 : own), 0);
  for (let i = 0; i < others.length; i += 2) pixels += others[i] === 0 ? 0 : (others[i + 1] ?? 0);
  return { share: pixels / (width * height), count: ids.count };
}

function sentence(suspects: readonly (Labelled & { name: string | null })[], usual: Labelled): string {
  const names = suspects.flatMap(({ name }) => (name === null ? [] : [name])).sort();
  const who = names.length > 0 ? listText(names) : ofMany(suspects.length, 'mask');
  const each = suspects.map(({ share, count }) => `${count} on ${shareText(share)}`).sort();
  return `${who} may be labelled only in part: ${listText(each)} of the pixels, where the others have ${usual.count.toFixed(0)} objects on ${shareText(usual.share)}. Unlabelled cells would be learnt as background: label them or leave such images out.`;
}
