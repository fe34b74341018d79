/**
 * What a whole set of masks means, from the facts of each: kind, flaws, classes, background and ignored values, with
 * the evidence in sentences. Rules only; the user's choice overrides the reading. Called after every change of pairing.
 */
import { assert } from '../../common/assert';
import { MAX_CLASSES, type MaskReading, type ValueCount } from '../../domain/labels';
import type { MaskFacts, MaskJudgement, ObjectSizes } from '../../domain/masks';
import { objectSizes, pieceSizes } from './areaSample';
import { backgroundOf } from './backgroundOf';
import { classKind } from './classKind';
import { flawsOf } from './flawsOf';
import { ignoredValues } from './ignoredValues';
import { type MaskSet, maskSet } from './maskSet';
import { objectNumbers } from './objectNumbers';
import { partlyLabelled } from './partlyLabelled';
import { meantValues } from './plateaus';
import { countText, listText, ofMany, valueText } from './valueText';

export interface JudgeContext {
  /** wordClassesOf of the whole set. */
  readonly words: readonly string[];
  /** What the masks are called in sentences, one for each of the facts; empty where nobody needs to know. */
  readonly names: readonly string[];
}

export interface JudgedMasks {
  readonly judgement: MaskJudgement;
  readonly reading: MaskReading;
  /** Ascending; over all masks, exact up to about a thousand values a mask. */
  readonly values: readonly ValueCount[];
  readonly objects: ObjectSizes | null;
}

/** `facts`: of every mask of the set, at least one, in any order. */
export function judgeMasks(facts: readonly MaskFacts[], context: JudgeContext): JudgedMasks {
  assert(facts.length > 0, 'a set of masks holds a mask');
  const set = maskSet(facts);
  const judged = judgeObjects(set, facts, context) ?? judgeClasses(set, facts);
  const values = set.values.map(({ value, pixels }) => ({ value, pixels }));
  return { ...judged, values };
}

type Judged = Omit<JudgedMasks, 'values'>;

/** Null where the values are classes. */
function judgeObjects(set: MaskSet, facts: readonly MaskFacts[], context: JudgeContext): Judged | null {
  const found =
    set.coding === 'objects' ? joinedObjects(set, facts, context.words) : objectNumbers(set, facts);
  if (found === null) return null;
  const words = set.coding === 'objects' ? context.words : [];
  const partly = partlyLabelled(facts, context.names);
  return {
    judgement: {
      kind: set.coding === 'objects' ? 'objects' : 'instances',
      flaws: partly === null ? [] : ['partly-labelled'],
      evidence: partly === null ? found.evidence : [...found.evidence, partly],
    },
    reading: { kind: 'instances', words, ignore: found.ignore, separate: false },
    objects: numberedSizes(facts),
  };
}

function joinedObjects(set: MaskSet, facts: readonly MaskFacts[], words: readonly string[]) {
  const objects = facts.reduce((sum, mask) => sum + mask.ids.count, 0);
  const joined = facts.filter(({ coding }) => coding === 'objects').length;
  const numbered = set.masks - joined;
  const files =
    numbered === 0
      ? 'Each file holds one object'
      : `Each file holds one object of ${ofMany(joined, 'image')}, ${ofMany(numbered, 'mask')} a number for each object`;
  const evidence = [
    `${files}: ${ofMany(objects, 'object')} of ${ofMany(set.masks, 'image')}; everything else is background.`,
  ];
  if (words.length > 0)
    evidence.push(
      `The files' names say ${ofMany(words.length, 'class').replace(/classs$/, 'classes')}: ${listText(words)}.`,
    );
  return { ignore: [], evidence };
}

function numberedSizes(facts: readonly MaskFacts[]): ObjectSizes | null {
  const touching = facts.reduce((sum, mask) => sum + mask.ids.touching, 0);
  return objectSizes(
    facts.map((mask) => mask.ids.sizes),
    touching,
  );
}

function judgeClasses(set: MaskSet, facts: readonly MaskFacts[]): Judged {
  const meant = meantValues(set.values, set.pixels, set.coding === 'colours');
  const { strong, flaws, evidence } = flawsOf(set, meant);
  if (strong.length > MAX_CLASSES) return tooManyForClasses(set, facts);
  const ignored = ignoredValues(set, strong);
  const kept = strong.filter(({ value }) => !ignored.values.includes(value));
  const background = backgroundOf(set, kept);
  const order = [background.value, ...kept.map(({ value }) => value).filter((v) => v !== background.value)];
  const kind = classKind(set, kept, background.value);
  return {
    judgement: {
      kind: kind.kind,
      flaws,
      evidence: [kind.evidence, background.evidence, ...ignored.evidence, ...evidence],
    },
    reading: {
      kind: 'classes',
      classes: order.map((value) => [value]),
      ignore: ignored.values,
      clean: flaws.length > 0,
      ...(set.coding === 'colours' ? { colours: true } : {}),
    },
    objects: classSizes(set, facts, background.net ? order.slice(0, 1) : order.slice(1)),
  };
}

/** Sizes of the pieces of these values; in a set of colours those of colour masks only. */
function classSizes(
  set: MaskSet,
  facts: readonly MaskFacts[],
  values: readonly number[],
): ObjectSizes | null {
  const own = facts.filter(({ coding }) => set.coding !== 'colours' || coding === 'colours');
  const samples = own.flatMap(({ plateaus }) => plateaus.filter(({ value }) => values.includes(value)));
  return pieceSizes(samples.map(({ sizes }) => sizes));
}

/** More values with plateaus than there may be classes, though few lie in one piece: object numbers all the same. */
function tooManyForClasses(set: MaskSet, facts: readonly MaskFacts[]): Judged {
  const colours = set.coding === 'colours';
  const last = set.values.at(-1);
  const evidence = `${countText(set.values.length)} values, up to ${last === undefined ? '0' : valueText(last.value, colours)}, are more than ${MAX_CLASSES} classes: each but 0 is taken as one object.`;
  return {
    judgement: { kind: 'instances', flaws: [], evidence: [evidence] },
    reading: { kind: 'instances', words: [], ignore: [], separate: false },
    objects: numberedSizes(facts),
  };
}
