/** Which values of a set of class masks mean "unlabelled" and count nowhere. Called by judgeMasks. */
import { MAX_CLASSES } from '../../domain/labels';
import type { MaskSet, SetValue } from './maskSet';
import { countText, ofMany, shareText } from './valueText';

/** The contour of PASCAL VOC's colour masks (224, 224, 192). */
const VOC_CONTOUR = 0xe0e0c0;
/** A seam between the other classes: in this many times the pieces of any other value, most of them of few pixels. */
const SEAM = { fewestValues: 5, pieces: 1.5, medianPiece: 30, share: 0.1 };

export interface Ignored {
  readonly values: readonly number[];
  readonly evidence: readonly string[];
}

/**
 * `strong`: the values that are meant, ascending.
 * - Below zero: nothing is numbered so.
 * - 255 (65535) beside at least two indices below 32: the convention of PASCAL VOC and Cityscapes.
 * - The highest of five or more indices 0, 1, 2 ... without a gap, where it lies in more and smaller pieces than
 *   any other, at less than a tenth of the pixels, and touches every other: 11 in CamVid, whose classes are 0 to 10.
 */
export function ignoredValues(set: MaskSet, strong: readonly SetValue[]): Ignored {
  if (set.coding === 'colours') return contour(strong);
  const negative = strong.filter(({ value }) => value < 0);
  const indices = strong.filter(({ value }) => value >= 0);
  const special = conventional(indices) ?? seam(set, indices);
  return {
    values: [...negative.map(({ value }) => value), ...(special === null ? [] : [special.value])],
    evidence: [
      ...noNumbers(set),
      ...negative.map(belowZero),
      ...(special === null ? [] : [special.evidence]),
    ],
  };
}

type Special = { readonly value: number; readonly evidence: string } | null;

function contour(strong: readonly SetValue[]): Ignored {
  if (strong.length < 3 || !strong.some(({ value }) => value === VOC_CONTOUR))
    return { values: [], evidence: [] };
  const evidence = 'Colour #e0e0c0 is the contour that PASCAL VOC draws around objects: it counts nowhere.';
  return { values: [VOC_CONTOUR], evidence: [evidence] };
}

function conventional(indices: readonly SetValue[]): Special {
  const last = indices.at(-1);
  const others = indices.slice(0, -1);
  if (last === undefined || others.length < 2 || (last.value !== 255 && last.value !== 65535)) return null;
  if (!others.every(({ value }) => Number.isInteger(value) && value < MAX_CLASSES)) return null;
  const highest = others.at(-1)?.value;
  return {
    value: last.value,
    evidence: `Value ${last.value} beside classes up to ${highest} means "unlabelled" by convention: it counts nowhere.`,
  };
}

function seam({ pixels }: MaskSet, indices: readonly SetValue[]): Special {
  const last = indices.at(-1);
  const others = indices.slice(0, -1);
  if (last === undefined || indices.length < SEAM.fewestValues) return null;
  const isDense = indices.every(({ value }, place) => value === place);
  const mostPieces = Math.max(...others.map(({ pieces }) => pieces));
  const isSeam =
    last.pieces >= SEAM.pieces * mostPieces &&
    last.medianPiece <= SEAM.medianPiece &&
    last.pixels < SEAM.share * pixels &&
    others.every(({ value }) => last.beside.has(value));
  if (!isDense || !isSeam) return null;
  return {
    value: last.value,
    evidence: `Value ${last.value}, the highest, covers ${shareText(last.pixels / pixels)} in ${countText(last.pieces)} small pieces, the next value lies in ${countText(mostPieces)}, and touches every other value: unlabelled seams between classes, so it counts nowhere.`,
  };
}

function noNumbers({ notFinite }: MaskSet): string[] {
  return notFinite === 0
    ? []
    : [
        `${ofMany(notFinite, 'pixel')} ${notFinite === 1 ? 'holds' : 'hold'} no number (NaN) and ${notFinite === 1 ? 'counts' : 'count'} nowhere.`,
      ];
}

function belowZero({ value }: SetValue): string {
  return `Value ${value} is below zero: it counts nowhere.`;
}
