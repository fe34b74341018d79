/** Whether the values of a mask set are numbers of objects and not of classes. Rules only; called by judgeMasks. */
import { MAX_CLASSES } from '../../domain/labels';
import type { MaskFacts } from '../../domain/masks';
import type { MaskSet } from './maskSet';
import { listText, ofMany, shareText } from './valueText';

/** Highest value of 8 bits, which beside low object numbers means "unlabelled" (the contour in PASCAL VOC). */
const VOID = 255;

export interface ObjectNumbers {
  readonly ignore: readonly number[];
  readonly evidence: readonly string[];
}

/**
 * Null where the values are classes. An object's value lies in one piece of its mask, and different masks hold
 * different numbers of objects; a class lies in many pieces, and most masks hold the same ones.
 * - More than MAX_CLASSES values, or more than 8 bits: enough that most of them lie in one piece.
 * - 8 bits: nearly all lie in one piece, the numbers start at 1 and leave few out, and their sets differ.
 */
export function objectNumbers(set: MaskSet, facts: readonly MaskFacts[]): ObjectNumbers | null {
  const ids = set.values.filter(({ value }) => value !== 0);
  const isCounting = ids.every(({ value }) => Number.isInteger(value) && value > 0);
  const pairs = sum(facts, (mask) => mask.ids.count);
  if (!isCounting || pairs === 0 || ids.length < 2) return null;
  const whole = sum(facts, (mask) => mask.ids.whole) / pairs;
  const most = Math.max(...facts.map((mask) => mask.ids.count));
  const many = ids.length > MAX_CLASSES;
  const ok = many ? whole >= 0.6 : set.deep ? whole >= 0.75 : whole >= 0.9 && isNumbered(facts, most);
  if (!ok || most < 2) return null;
  return { ignore: voidOf(set), evidence: sentences(set, facts, whole, pairs) };
}

/** Of 8-bit masks: at least one of many objects, numbers dense, and not the same in every mask. */
function isNumbered(facts: readonly MaskFacts[], most: number): boolean {
  const lists = facts.map((mask) =>
    mask.values.map(({ value }) => value).filter((v) => v !== 0 && v !== VOID),
  );
  const used = lists.filter((list) => list.length > 0);
  const isDense = used.every((list) => Math.max(...list) <= 2 * list.length + 2);
  const differ = new Set(used.map((list) => list.join())).size > 1;
  return isDense && (differ ? most >= 5 : most >= 8 && used.length === 1);
}

/** 255 beside numbers below 128 that is not itself in one piece. */
function voidOf({ values, deep }: MaskSet): number[] {
  const last = values.at(-1);
  const before = values.at(-2);
  if (deep || last?.value !== VOID || before === undefined || before.value >= 128) return [];
  return last.pieces > 1.5 * last.masks ? [VOID] : [];
}

function sentences(set: MaskSet, facts: readonly MaskFacts[], whole: number, pairs: number): string[] {
  const counts = [...new Set(facts.map((mask) => mask.ids.count))].sort((a, b) => a - b);
  const perMask = counts.length === 1 ? `${counts[0]}` : `${counts[0]} to ${counts.at(-1)}`;
  const touching = sum(facts, (mask) => mask.ids.touching);
  const list = [
    `Each value but 0 is one object: ${shareText(whole)} of ${ofMany(pairs, 'value')} in ${ofMany(set.masks, 'mask')} lie in one piece, ${perMask} in a mask.`,
    `Value 0 is the background: it covers ${shareText(zeroShare(set))} of the pixels.`,
  ];
  if (touching > 0)
    list.push(`${ofMany(touching, 'object')} of ${pairs.toLocaleString('en')} touch another one.`);
  const ignored = voidOf(set).map(String);
  if (ignored.length > 0)
    list.push(`Value ${listText(ignored)} lies in many pieces beside low numbers: it counts nowhere.`);
  return list;
}

function zeroShare({ values, pixels }: MaskSet): number {
  return (values.find(({ value }) => value === 0)?.pixels ?? 0) / Math.max(1, pixels);
}

function sum(facts: readonly MaskFacts[], of: (mask: MaskFacts) => number): number {
  return facts.reduce((total, mask) => total + of(mask), 0);
}
