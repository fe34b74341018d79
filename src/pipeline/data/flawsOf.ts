/** What is wrong with the values of a set of class masks, and which are meant all the same. Called by judgeMasks. */
import type { MaskFlaw } from '../../domain/masks';
import { snapper, valueDistance } from '../../imaging/snapper';
import type { MaskSet, SetValue } from './maskSet';
import { countText, listText, ofMany, shareText, valueText } from './valueText';

/** So few values without plateaus are strays; more are noise or soft edges. */
const MOST_STRAYS = 2;
/** As near as this to a meant value is noise, of the range of the values; farther is a step in an edge. */
const NOISE_REACH = 0.06;
/** Share of the pixels of such values that names a flaw; of an even ramp, 0.12 lie within NOISE_REACH by chance. */
const FLAW_SHARE = 0.3;

/** Share of all pixels. */
const MOST_NOISE = 0.3;

export interface Flaws {
  /** The meant values, ascending: meantValues of the set. */
  readonly strong: readonly SetValue[];
  readonly flaws: readonly MaskFlaw[];
  readonly evidence: readonly string[];
}

/** `meant`: meantValues of the set. */
export function flawsOf(set: MaskSet, meant: readonly SetValue[]): Flaws {
  const weak = set.values.filter((value) => !meant.includes(value));
  if (weak.length === 0 || meant.length === 0) return { strong: set.values, flaws: [], evidence: [] };
  if (weak.length <= MOST_STRAYS) return { strong: meant, ...strays(set, meant, weak) };
  return { strong: meant, ...noiseOrEdges(set, meant, weak) };
}

function strays(set: MaskSet, meant: readonly SetValue[], weak: readonly SetValue[]): Omit<Flaws, 'strong'> {
  const evidence = `${namesOf(set, weak)} of ${ofMany(pixelsOf(weak), 'pixel')} (${shareText(pixelsOf(weak) / set.pixels)}) ${weak.length === 1 ? 'has no area of its own: a stray' : 'have no area of their own: strays'}. ${ruleOf(set, meant)}`;
  return { flaws: ['stray-values'], evidence: [evidence] };
}

function noiseOrEdges(
  set: MaskSet,
  strong: readonly SetValue[],
  weak: readonly SetValue[],
): Omit<Flaws, 'strong'> {
  const colours = set.coding === 'colours';
  const far = valueDistance(colours);
  const nearest = snapper(
    strong.map(({ value }) => value),
    colours,
  );
  const reach = NOISE_REACH * (colours ? 442 : rangeOf(strong));
  const near = pixelsOf(weak.filter(({ value }) => far(value, nearest(value)) <= reach));
  const total = Math.max(1, pixelsOf(weak));
  const noisy = near / total >= FLAW_SHARE && !isRamp(weak);
  const soft = isRamp(weak) || (total - near) / total >= FLAW_SHARE;
  const where = noisy
    ? soft
      ? 'around the others and along edges'
      : 'around the others, as JPEG leaves them'
    : 'along the edges of the others';
  const count = `${countText(weak.length)} values of ${ofMany(pixelsOf(weak), 'pixel')} (${shareText(pixelsOf(weak) / set.pixels)})`;
  const flaws: MaskFlaw[] = [
    ...(soft ? (['soft-edges'] as const) : []),
    ...(noisy ? (['noise'] as const) : []),
  ];
  return { flaws, evidence: [`${count} lie ${where}. ${ruleOf(set, strong)}`, ...doubt(set, weak)] };
}

/** Values of a soft edge lie between a smaller and a larger one; those of noise do so by chance. */
function isRamp(weak: readonly SetValue[]): boolean {
  const between = weak.reduce((sum, value) => sum + value.between, 0);
  return between >= 0.7 * pixelsOf(weak);
}

/** Noise and edges are few pixels; where they are many, somebody may have taken images for masks. */
function doubt(set: MaskSet, weak: readonly SetValue[]): string[] {
  const isImage = pixelsOf(weak) > MOST_NOISE * set.pixels;
  return isImage ? ['That is much for masks: these files may be images.'] : [];
}

/** The cleaning rule, as it is applied. */
function ruleOf(set: MaskSet, strong: readonly SetValue[]): string {
  const how = set.coding === 'colours' ? 'nearest (by distance in RGB)' : 'nearest';
  return `Cleaned: each such pixel becomes the ${how} of ${namesOf(set, strong).toLowerCase()}.`;
}

function namesOf({ coding }: MaskSet, values: readonly SetValue[]): string {
  const noun = coding === 'colours' ? 'Colour' : 'Value';
  const list = listText(values.map(({ value }) => valueText(value, coding === 'colours')));
  return `${noun}${values.length === 1 ? '' : 's'} ${list}`;
}

function rangeOf(values: readonly SetValue[]): number {
  return (values.at(-1)?.value ?? 0) - (values[0]?.value ?? 0);
}

function pixelsOf(values: readonly SetValue[]): number {
  return values.reduce((sum, { pixels }) => sum + pixels, 0);
}
