/**
 * What a whole set of masks means, from the facts of each: kind, flaws, classes, background and ignored values, with
 * the evidence in sentences. Rules only; the user's choice overrides the reading. Called after every change of pairing.
 */
import { assert } from '../../common/assert';
import { IGNORED_OUTLINE } from '../../domain/annotations';
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
      kind: set.coding === 'objects' ? joinedKind(facts) : 'instances',
      flaws: partly === null ? [] : ['partly-labelled'],
      evidence: partly === null ? found.evidence : [...found.evidence, partly],
    },
    reading: { kind: 'instances', words, ignore: found.ignore, separate: false },
    objects: numberedSizes(facts),
  };
}

function joinedObjects(set: MaskSet, facts: readonly MaskFacts[], words: readonly string[]) {
  const objects = facts.reduce((sum, mask) => sum + mask.ids.count, 0);
  const evidence = [
    `${sourcesOf(set, facts)}: ${ofMany(objects, 'object')} of ${ofMany(set.masks, 'image')}; everything else is background.`,
  ];
  const hasIgnored = facts.some(({ coding, values }) => coding === 'outlines' && values.some(isIgnored));
  if (hasIgnored) evidence.push('Outlines that are to be ignored count nowhere.');
  if (words.length > 0)
    evidence.push(
      `${joinedKind(facts) === 'outlines' ? 'The outlines name' : "The files' names say"} ${ofMany(words.length, 'class').replace(/classs$/, 'classes')}: ${listText(words)}.`,
    );
  return { ignore: hasIgnored ? [IGNORED_OUTLINE] : [], evidence };
}

function isIgnored({ value }: { readonly value: number }): boolean {
  return value === IGNORED_OUTLINE;
}

/** Of a set joined from files, or drawn from outlines. */
function joinedKind(facts: readonly MaskFacts[]): 'objects' | 'outlines' {
  return facts.some(({ coding }) => coding === 'objects') ? 'objects' : 'outlines';
}

/** How the objects are told: "Each file holds one object of 3 images, 2 masks a number for each object". */
function sourcesOf(set: MaskSet, facts: readonly MaskFacts[]): string {
  const count = (wanted: MaskFacts['coding']) => facts.filter(({ coding }) => coding === wanted).length;
  const [joined, drawn] = [count('objects'), count('outlines')];
  const numbered = ofMany(set.masks - joined - drawn, 'mask');
  if (joined === set.masks) return 'Each file holds one object';
  if (drawn === set.masks) return 'Each outline is one object';
  if (drawn === 0)
    return `Each file holds one object of ${ofMany(joined, 'image')}, ${numbered} a number for each object`;
  const rest =
    joined > 0 ? `each file one of ${ofMany(joined, 'image')}` : `${numbered} a number for each object`;
  return `Each outline is one object of ${ofMany(drawn, 'image')}, ${rest}`;
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
