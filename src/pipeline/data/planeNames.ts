/** What a file's path says: its words, whether it names a mask, and the keys by which two paths belong together. */

/** What a file is by its name alone. */
export type NamedRole = 'mask' | 'image' | null;

export interface PathParts {
  readonly path: string;
  /** Folders from the outside in. */
  readonly folders: readonly string[];
  /** The file's name without its last extension. */
  readonly stem: string;
  /** Lower case, without the dot; empty where there is none. */
  readonly extension: string;
}

const MASK_WORDS = new Set(
  'mask masks msk label labels lbl annotation annotations annot annots gt groundtruth truth seg segmentation segmentations segmented manual target targets'.split(
    ' ',
  ),
);
const IMAGE_WORDS = new Set(
  'image images img imgs raw photo photos picture pictures volume vol jpeg jpg png tif tiff input inputs original orig training'.split(
    ' ',
  ),
);
/** Words that say nothing by themselves: "man_seg002", "ground_truth". */
const FILLER_WORDS = new Set(['man', 'ground']);
/** Mask words that are also written onto another word: "trainannot", "cellmask". */
const MASK_ENDINGS = ['annotations', 'annotation', 'annot', 'masks', 'mask', 'labels', 'label'];

export function pathParts(path: string): PathParts {
  const folders = path.split('/');
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
 * Lower-case words and numbers without leading zeros: "man_seg002" is man, seg, 2; "JPEGImages" is jpeg, images.
 * The marks of annotators ("1stHO", "1st_manual", "manual1") all become "manual", so that none is a number.
 */
function words(text: string): string[] {
  const plain = text
    .replace(/\d+(?:st|nd|rd|th)[_ -]?(?:manual|HO)(?![a-z])/gi, ' manual ')
    .replace(/manual\d+/gi, ' manual ')
    .replace(/segmentation_?(?:class|object)/gi, ' segmentation ');
  const found = plain.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+|\d+/gu) ?? [];
  return found.flatMap((word) => splitEnding(word.toLowerCase()));
}

function splitEnding(word: string): string[] {
  if (/^\d+$/.test(word)) return [word.replace(/^0+(?=\d)/, '')];
  const ending = MASK_ENDINGS.find((end) => word.endsWith(end) && word.length > end.length + 1);
  return ending === undefined ? [word] : [word.slice(0, -ending.length), ending];
}

/** The role that one name claims; a mask word outweighs an image word ("label_images"). */
export function roleOf(name: string): NamedRole {
  const all = words(name);
  if (all.some((word) => MASK_WORDS.has(word))) return 'mask';
  return all.some((word) => IMAGE_WORDS.has(word)) ? 'image' : null;
}

/** The words that tell one image of a set from another: roles and fillers are left out. */
export function subjectWords(name: string): string[] {
  return words(name).filter(
    (word) => !MASK_WORDS.has(word) && !IMAGE_WORDS.has(word) && !FILLER_WORDS.has(word),
  );
}

/** The numbers of a name, in order. */
export function numbersIn(name: string): string[] {
  return subjectWords(name).filter((word) => /^\d+$/.test(word));
}
