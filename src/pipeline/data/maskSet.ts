/** The facts of many masks as one table of values. Sums only: the same whatever order the masks come in. */
import type { MaskFacts, ValueFacts } from '../../domain/masks';
import { isDeep } from './maskFacts';
import { paletteGreys } from './valueText';

/** One value over the whole set; the counts of ValueFacts, summed over the masks that list it. */
export interface SetValue {
  readonly value: number;
  pixels: number;
  inner: number;
  calm: number;
  between: number;
  frame: number;
  pieces: number;
  /** Of the median pieces of all masks, the largest. */
  medianPiece: number;
  /** Masks that hold it. */
  masks: number;
  /** Masks that hold nothing else. */
  alone: number;
  readonly beside: Set<number>;
}

export interface MaskSet {
  readonly masks: number;
  /** `objects` where any mask is joined from files or drawn from outlines; `colours` where any mask is of colours: grey and palette masks among them are taken by their colour. */
  readonly coding: 'values' | 'palette' | 'colours' | 'objects';
  /** Whether some sample has more than 8 bits. */
  readonly deep: boolean;
  /** Pixels of all masks. */
  readonly pixels: number;
  readonly notFinite: number;
  /** Ascending. */
  readonly values: readonly SetValue[];
  /** Whether a palette holds a colour that is no grey. */
  readonly coloured: boolean;
}

/** `facts`: of all masks of the set, in any order; of a part of a set, `of` are those of all, which decide what values are. */
export function maskSet(facts: readonly MaskFacts[], of: readonly MaskFacts[] = facts): MaskSet {
  const coding = setCoding(of);
  const table = new Map<number, SetValue>();
  for (const mask of facts) addMask(table, mask, valueIn(mask, coding));
  return {
    masks: facts.length,
    coding,
    deep: facts.some(isDeep),
    pixels: sum(facts, ({ width, height }) => width * height),
    notFinite: sum(facts, ({ notFinite }) => notFinite),
    values: [...table.values()].sort((a, b) => a.value - b.value),
    coloured: facts.some(({ colours }) => colours !== null && !paletteGreys(colours)),
  };
}

function setCoding(facts: readonly MaskFacts[]): MaskSet['coding'] {
  const has = (coding: MaskFacts['coding']) => facts.some((mask) => mask.coding === coding);
  if (has('objects') || has('outlines')) return 'objects';
  if (has('colours')) return 'colours';
  return has('palette') ? 'palette' : 'values';
}

/** A mask's own value as a value of the set. */
function valueIn(mask: MaskFacts, coding: MaskSet['coding']): (value: number, place: number) => number {
  if (coding !== 'colours' || mask.coding === 'colours') return (value) => value;
  const { colours, type } = mask;
  return (value, place) => colours?.[place] ?? greyColour(value, type);
}

/** A grey value as 0xRRGGBB; 16-bit greys lose their low byte. */
export function greyColour(value: number, type: MaskFacts['type']): number {
  const byte = type === 'uint16' ? value >> 8 : value;
  return Math.min(255, Math.max(0, Math.round(byte) || 0)) * 0x010101;
}

function addMask(
  table: Map<number, SetValue>,
  mask: MaskFacts,
  inSet: (value: number, place: number) => number,
): void {
  mask.values.forEach((facts, place) => {
    addValue(entryOf(table, inSet(facts.value, place)), facts, mask.distinct === 1);
  });
  for (let i = 0; i < mask.others.length; i += 2) {
    const entry = entryOf(table, inSet(mask.others[i] ?? 0, -1));
    entry.pixels += mask.others[i + 1] ?? 0;
    entry.masks += 1;
  }
}

function addValue(entry: SetValue, facts: ValueFacts, isAlone: boolean): void {
  entry.pixels += facts.pixels;
  entry.inner += facts.inner;
  entry.calm += facts.calm;
  entry.between += facts.between;
  entry.frame += facts.frame;
  entry.pieces += facts.pieces;
  entry.medianPiece = Math.max(entry.medianPiece, facts.medianPiece);
  entry.masks += 1;
  if (isAlone) entry.alone += 1;
  for (const value of facts.beside) entry.beside.add(value);
}

function entryOf(table: Map<number, SetValue>, value: number): SetValue {
  const known = table.get(value);
  if (known !== undefined) return known;
  const counts = {
    pixels: 0,
    inner: 0,
    calm: 0,
    between: 0,
    frame: 0,
    pieces: 0,
    medianPiece: 0,
    masks: 0,
    alone: 0,
  };
  const entry: SetValue = { value, ...counts, beside: new Set() };
  table.set(value, entry);
  return entry;
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}
