/** Which of several masks of one image is taken: drawn by hand before derived, the first annotator before others. */
import type { NamedFile } from './namedFile';

export interface MaskRank {
  /** What sort of mask the names say, the best first. Masks of two kinds have values of two meanings. */
  readonly kind: number;
  /** Whether a program made it ("silver truth" of the Cell Tracking Challenge). */
  readonly silver: boolean;
  /** 1 for the first observer; 0 where the name says none. */
  readonly annotator: number;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const KINDS: readonly { readonly words: ReadonlySet<string>; readonly inFolder: boolean }[] = [
  { words: words('manual'), inFolder: false },
  { words: words('mask masks'), inFolder: true },
  { words: words('label labels labeled labelled lbl lbls'), inFolder: false },
  { words: words('seg segs segm segmentation segmentations segmented'), inFolder: false },
  { words: words('mask masks msk'), inFolder: false },
  { words: words('gt gts groundtruth truth'), inFolder: false },
  { words: words('annotation annotations annot annots anno annos ann'), inFolder: false },
];
/** A second version of masks that are there in another form. */
const DERIVED = /object|binary|colou?r|rgb|instance_?ids/;
const SILVER = /silver|_st\//;
const ANNOTATOR =
  /(\d+)(?:st|nd|rd|th)[_ -]?(?:manual|ho|observer|annotator|rater|expert)|(?:manual|observer|annotator|rater|expert)[_ -]?(\d+)/;

export function maskRank({ inner, stem, folderWords, words: own }: NamedFile): MaskRank {
  const text = [...inner, stem].join('/').toLowerCase();
  const found = KINDS.findIndex((kind) =>
    (kind.inFolder ? folderWords : [...folderWords, ...own]).some((word) => kind.words.has(word)),
  );
  const derived = DERIVED.test(text) ? KINDS.length + 1 : 0;
  const annotator = ANNOTATOR.exec(text);
  return {
    kind: (found === -1 ? KINDS.length : found) + derived,
    silver: SILVER.test(text),
    annotator: Number(annotator?.[1] ?? annotator?.[2] ?? 0),
  };
}

/** Negative where `a` is the better mask. */
export function compareRanks(a: MaskRank, b: MaskRank): number {
  return a.kind - b.kind || Number(a.silver) - Number(b.silver) || a.annotator - b.annotator;
}
