/** What a file's path says: its words, and whether they name a mask. Names only. Used by everything that pairs. */
import { asideAs, FILLER_WORDS, splitRole, wordRole } from './roleWords';

/** What a file is by its name alone. */
export type NamedRole = 'mask' | 'image' | null;

export interface PathParts {
  /** As given. */
  readonly path: string;
  /** Folders from the outside in, in Unicode's composed form: macOS writes "é" as two signs. */
  readonly folders: readonly string[];
  /** The file's name without its last extension, composed likewise. */
  readonly stem: string;
  /** Lower case, without the dot; empty where there is none. */
  readonly extension: string;
}

export function pathParts(path: string): PathParts {
  const folders = path.normalize('NFC').split('/');
  const file = folders.pop() ?? '';
  const dot = file.lastIndexOf('.');
  const named = dot > 0;
  return {
    path,
    folders,
    stem: named ? file.slice(0, dot) : file,
    extension: named ? file.slice(dot + 1).toLowerCase() : '',
  };
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Marks of more than one word, or of words and numbers. Annotators ("1stHO", "manual1") become "manual", so that
 * none is a number of the image; depths ("8bit") say nothing.
 */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/\d+(?:st|nd|rd|th)[_ -]?(?:manual|ho|observer|annotator|rater|expert)(?![a-z])/gi, ' manual '],
  [/(?:manual|observer|annotator|rater|expert)[_ -]?\d+/gi, ' manual '],
  [/segmentation_?(?:class|object)/gi, ' segmentation '],
  [/left_?img_?8bit/gi, ' image '],
  [/gt_?(?:fine|coarse)/gi, ' gt '],
  [/(?:label|instance)(?:train)?_?ids(?![a-z])/gi, ' label '],
  [/\d+[_ -]?bits?(?![a-z])/gi, ' '],
  // Cell Tracking Challenge: results of a program, truth by vote, and points that a tracker follows.
  [/^(\d+)_(?:RES|ERR_SEG)$/g, '$1 prediction '],
  [/^(\d+)_ST$/g, '$1 gt '],
  [/^TRA$|man_track/g, ' trackmarkers '],
];

const WORD = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[\p{Lo}\p{Lm}\p{M}]+|\d+/gu;
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;
const LONG = /[a-z\d]{16,}/;
const PART = new RegExp(`${UUID.source}|${LONG.source}|[^_. -]+`, 'gi');

/**
 * Lower-case words and numbers without leading zeros: "man_seg002" is man, seg, 2; "JPEGImages" is jpeg, images;
 * "trainannot" is train, annot. A hash is one word, whatever it spells.
 */
export function words(name: string): string[] {
  const plain = MARKS.reduce((text, [mark, word]) => text.replace(mark, word), name);
  return (plain.match(PART) ?? []).flatMap((part) => (isHash(part) ? [part.toLowerCase()] : wordsOf(part)));
}

function wordsOf(part: string): string[] {
  return (part.match(WORD) ?? []).flatMap((word) =>
    /^\d/.test(word) ? [word.replace(/^0+(?=\d)/, '')] : splitRole(word.toLowerCase()),
  );
}

/** Letters and digits in turn, four times and more. */
function isHash(part: string): boolean {
  if (part.length < 16 || /[^a-z\d-]/i.test(part)) return false;
  return (part.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0) >= 4;
}

/** The role that the words of one name claim; a mask word outweighs an image word ("label_images"). */
export function roleOf(named: readonly string[]): NamedRole {
  const roles = named.map(wordRole);
  if (roles.includes('mask')) return 'mask';
  return roles.includes('image') ? 'image' : null;
}

/** The words that tell one image of a set from another: roles, fillers and marks such as "overlay" are left out. */
export function subjectWords(named: readonly string[]): string[] {
  return named.filter((word) => wordRole(word) === null && !FILLER_WORDS.has(word) && asideAs(word) === null);
}

export function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}
