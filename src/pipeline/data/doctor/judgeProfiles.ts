/**
 * Masks that are unlike their fellows: inverted, resized with interpolation, saved lossily, numbered from one too high,
 * of one class alone. What all masks of a set have is the set's, and judgeMasks says it. Pure.
 */
import { median } from '../../../common/median';
import type { Finding, FindingCode, Repair } from '../../../domain/findings';
import type { MaskReading } from '../../../domain/labels';
import { shareText } from '../valueText';
import type { MaskProfile } from './maskProfile';
import { isOffByOne } from './offByOne';

/** What so large a part of the masks has is how the set was made. */
const HOW_IT_IS = 0.25;
/** Of fewer masks nobody can say what is usual. */
const FEWEST = 3;
/** Share of pixels between two values, beyond that of the fellows: clean masks had 0.0007 at most, resized ones 0.002. */
const MOST_BETWEEN = 0.001;
/** Of pixels without an area of their own, those that lie between two values: 0.96 and more where a mask was resized. */
const RAMP = 0.88;

export function judgeProfiles(profiles: readonly MaskProfile[], reading: MaskReading): Finding[] {
  return profiles.flatMap((profile) => {
    const fellows = profiles.filter((other) => other !== profile);
    const found = constant(profile, fellows, reading) ?? unlike(profile, fellows, profiles);
    return found ?? [];
  });
}

type Verdict = Finding[] | null;

function finding(
  { imageId }: MaskProfile,
  code: FindingCode,
  message: string,
  repair: Repair | null = null,
): Finding[] {
  return [{ code, imageId, others: [], message, evidence: null, repair }];
}

/** One value everywhere. */
function constant(profile: MaskProfile, fellows: readonly MaskProfile[], reading: MaskReading): Verdict {
  const [only, another] = profile.facts.values;
  if (only === undefined || another !== undefined || profile.facts.distinct > 1) return null;
  if (!isGround(only.value, fellows, reading)) {
    return finding(
      profile,
      'one-class',
      `All of the mask ${profile.name} is of one class, value ${only.value}.`,
    );
  }
  const empty = fellows.filter(({ facts }) => facts.distinct === 1).length;
  if (fellows.length < FEWEST || empty > 0) return null;
  return finding(
    profile,
    'empty',
    `The mask ${profile.name} holds nothing but background; every other mask holds an object.`,
  );
}

/**
 * Whether the others have it around their objects. A mask that is all object is taken for one that is all background by
 * the set's reading, since nothing in it says otherwise.
 */
function isGround(value: number, fellows: readonly MaskProfile[], reading: MaskReading): boolean {
  if (fellows.length === 0) {
    const grounds: readonly number[] = reading.kind === 'classes' ? (reading.classes[0] ?? []) : [0];
    return grounds.includes(value);
  }
  const shares = fellows.map(({ facts: { values, width, height } }) => {
    const frame = values.find((own) => own.value === value)?.frame ?? 0;
    return frame / Math.max(1, 2 * (width + height) - 4);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length > 0.5;
}

function unlike(profile: MaskProfile, fellows: readonly MaskProfile[], all: readonly MaskProfile[]): Verdict {
  const own = inverted(profile, fellows) ?? offByOne(profile, fellows);
  return (
    own ??
    (isSoft(profile) && rareIn(all, isSoft) ? softened(profile, fellows) : strays(profile, fellows, all))
  );
}

function rareIn(all: readonly MaskProfile[], test: (profile: MaskProfile) => boolean): boolean {
  return all.length >= FEWEST && all.filter(test).length < HOW_IT_IS * all.length + 1;
}

function isSoft({ between }: MaskProfile): boolean {
  return between > MOST_BETWEEN;
}

/** By the values: JPEG leaves some that lie beyond all that the others hold, or that lie between nothing. */
function softened(profile: MaskProfile, fellows: readonly MaskProfile[]): Verdict {
  const known = fellows.flatMap(({ shares }) => [...shares.keys()]);
  const least = known.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = known.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const isNumbered =
    profile.facts.ids.count > 0 && fellows.every(({ facts }) => facts.ids.whole === facts.ids.count);
  const beyond = !isNumbered && [...profile.shares.keys()].some((value) => value < least || value > most);
  const isRamp = profile.flat < 0.5 * profile.between || profile.between >= RAMP * profile.flat;
  const share = shareText(profile.between);
  if (isRamp && !beyond) {
    const message = `${share} of the pixels of ${profile.name} have values between those of their neighbours, which no other mask has: it was resized with interpolation.`;
    return finding(profile, 'interpolated', message);
  }
  const message = `The values of ${profile.name} scatter around those of the other masks, on ${share} of its pixels and more: it was saved lossily, as JPEG does.`;
  return finding(profile, 'noisy', message);
}

/** Values of a handful of pixels that no other mask holds. */
function strays(profile: MaskProfile, fellows: readonly MaskProfile[], all: readonly MaskProfile[]): Verdict {
  if (profile.facts.distinct > 16 || all.length < FEWEST + 1) return null;
  const known = new Set(fellows.flatMap(({ shares }) => [...shares.keys()]));
  const own = profile.facts.values.filter(({ value, inner }) => inner === 0 && !known.has(value));
  if (own.length === 0 || own.length > 2) return null;
  const pixels = own.reduce((sum, value) => sum + value.pixels, 0);
  const list = own.map(({ value }) => value).join(' and ');
  const message = `${pixels} ${pixels === 1 ? 'pixel' : 'pixels'} of ${profile.name} ${pixels === 1 ? 'has' : 'have'} the value ${list}, which no other mask holds: ${pixels === 1 ? 'a stray' : 'strays'}.`;
  return finding(profile, 'stray-values', message);
}

function offByOne(profile: MaskProfile, fellows: readonly MaskProfile[]): Verdict {
  if (!isOffByOne(profile, fellows)) return null;
  const message = `Every value of ${profile.name} is one higher than in the other masks.`;
  return finding(profile, 'off-by-one', message, { kind: 'lower' });
}

/**
 * Exchanged, object and background lie as those of the others do; as they are, they do not. Where the objects of the
 * others are brighter than their background, or darker, this mask must say the opposite.
 */
function inverted(profile: MaskProfile, fellows: readonly MaskProfile[]): Verdict {
  const { object, contrast } = profile;
  const others = fellows.flatMap((fellow) => fellow.object ?? []);
  if (object === null || others.length < 2) return null;
  const swapped = { share: 1 - object.share, frame: 1 - object.frame, pieces: -object.pieces };
  const [as, other] = [distance(object, others), distance(swapped, others)];
  if (other > 0.5 * as || as - other < 0.4) return null;
  const known = fellows.flatMap((fellow) => fellow.contrast ?? []);
  const usual = median(known) ?? 0;
  const isTelling = Math.abs(usual) > 0.3 && known.every((own) => own * usual > 0);
  if (isTelling && contrast !== null && contrast * usual > 0) return null;
  const message = `In the mask ${profile.name} object and background are exchanged: its object covers ${shareText(object.share)} of the image, that of the others ${shareText(median(others.map(({ share }) => share)) ?? 0)}.`;
  return finding(profile, 'inverted', message, { kind: 'swap' });
}

type ObjectPart = NonNullable<MaskProfile['object']>;

function distance(own: ObjectPart, others: readonly ObjectPart[]): number {
  const off = (pick: (part: ObjectPart) => number) => Math.abs(pick(own) - (median(others.map(pick)) ?? 0));
  return (
    off(({ share }) => share) +
    off(({ frame }) => frame) +
    0.25 *
      Math.min(
        4,
        off(({ pieces }) => pieces),
      )
  );
}
