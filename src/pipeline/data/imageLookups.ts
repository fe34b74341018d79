/** The images that could be a mask's, by each way in which names can be alike. Used by imageFinder, which ranks them. */
import { groupBy } from '../../common/groupBy';
import type { NamedFile } from './namedFile';
import { isNumber } from './planeNames';

type Lookup = (mask: NamedFile) => readonly NamedFile[];

export interface ImageLookups {
  /** The whole name. */
  readonly sameKey: Lookup;
  /** The words, of which there may be none: "image.png" and "mask.png". */
  readonly sameSubject: Lookup;
  /** The words, at least one. */
  readonly sameWords: Lookup;
  /** nnU-Net: CASE_0000 of CASE. */
  readonly firstChannel: Lookup;
  /** Images whose words begin the mask's. */
  readonly beginning: Lookup;
  /** Images whose words begin with the mask's. */
  readonly longer: Lookup;
  /** Images that one of the mask's folders is called after: masks/ID/1.png of ID.png. */
  readonly calledAsFolder: Lookup;
  readonly sameNumbers: Lookup;
  /** The only image of the mask's folders. */
  readonly onlyOne: Lookup;
  /** The words that not all files of a folder share, found once among images and once among masks. */
  readonly sameOwnWords: Lookup;
  readonly sameLastNumber: Lookup;
}

export function imageLookups(
  images: readonly NamedFile[],
  masks: readonly NamedFile[],
  pagesOf: (path: string) => number,
): ImageLookups {
  const byKey = lookup(images, ({ key }) => key);
  const bySubject = lookup(images, subjectOf);
  const byNumbers = lookup(images, numbersOf);
  const byCase = lookup(images, caseOf);
  return {
    sameKey: ({ key }) => byKey(key),
    sameSubject: (mask) => bySubject(subjectOf(mask)),
    sameWords: (mask) => (mask.subject.length === 0 ? [] : bySubject(subjectOf(mask))),
    firstChannel: ({ key }) => byCase(key),
    beginning: beginningOf(bySubject),
    longer: longerImages(images),
    calledAsFolder: calledAsFolder(byKey),
    sameNumbers: (mask) => byNumbers(numbersOf(mask)),
    onlyOne: onlyOne(images, masks, pagesOf),
    sameOwnWords: mutual(images, masks, ownWords),
    sameLastNumber: mutual(images, masks, () => lastNumber),
  };
}

/** Images by a key; null finds nothing. */
function lookup(images: readonly NamedFile[], key: (file: NamedFile) => string | null) {
  const byKey = groupBy(images, key);
  return (name: string | null) => (name === null ? [] : (byKey.get(name) ?? []));
}

function subjectOf({ subject }: NamedFile): string {
  return subject.join(' ');
}

function numbersOf({ subject }: NamedFile): string | null {
  return subject.filter(isNumber).join(' ') || null;
}

/** nnU-Net calls the first channel of CASE "CASE_0000", its labels "CASE". */
function caseOf({ key }: NamedFile): string | null {
  return /^(.+)_0000$/.exec(key)?.[1] ?? null;
}

/** The images whose words begin the mask's words: those with the most words. */
function beginningOf(bySubject: (subject: string) => readonly NamedFile[]): Lookup {
  return ({ subject }: NamedFile) => {
    for (let length = subject.length - 1; length > 0; length--) {
      const found = bySubject(subject.slice(0, length).join(' '));
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** The images that one of the mask's folders is called after: masks/ID/1.png of ID.png. */
function calledAsFolder(byKey: (key: string) => readonly NamedFile[]) {
  return ({ inner }: NamedFile) => {
    const folders = inner.toReversed().map((folder) => byKey(folder.toLowerCase()));
    return folders.find((found) => found.length > 0) ?? [];
  };
}

/** The images whose words begin with all of the mask's words. */
function longerImages(images: readonly NamedFile[]) {
  const byBeginning = new Map<string, NamedFile[]>();
  for (const image of images) {
    for (let length = 1; length < image.subject.length; length++) {
      const beginning = image.subject.slice(0, length).join(' ');
      const found = byBeginning.get(beginning);
      if (found === undefined) byBeginning.set(beginning, [image]);
      else found.push(image);
    }
  }
  return (mask: NamedFile) => byBeginning.get(subjectOf(mask)) ?? [];
}

/** The one image of the mask's folders, unless the names count a series of which both are members. */
function onlyOne(
  images: readonly NamedFile[],
  masks: readonly NamedFile[],
  pagesOf: (path: string) => number,
) {
  const contextOf = ({ contextKey }: NamedFile) => contextKey;
  const byContext = groupBy(images, contextOf);
  const masksOf = groupBy(masks, contextOf);
  const lone = [...byContext].filter(([, found]) => found.length === 1).map(([context]) => context);
  // Several folders of one image and many masks each: a folder an image, a file an object.
  const isLayout = lone.filter((context) => (masksOf.get(context)?.length ?? 0) > 1).length > 1;
  return (mask: NamedFile) => {
    const found = byContext.get(contextOf(mask)) ?? [];
    const [image] = found;
    if (image === undefined || found.length > 1 || pagesOf(image.path) !== pagesOf(mask.path)) return [];
    return isLayout || !areSiblings(image, mask) ? found : [];
  };
}

/** "05" and "03", "t1" and "t2": the same words, other numbers. */
function areSiblings(a: NamedFile, b: NamedFile): boolean {
  const wordsOf = ({ subject }: NamedFile) => subject.filter((word) => !isNumber(word)).join(' ');
  return wordsOf(a) === wordsOf(b) && numbersOf(a) !== null && numbersOf(b) !== null;
}

type KeyOf = (file: NamedFile) => string | null;

/** Images by a loose key, which counts only where one image and one mask of these folders have it. */
function mutual(
  images: readonly NamedFile[],
  masks: readonly NamedFile[],
  keysOf: (files: readonly NamedFile[]) => KeyOf,
) {
  const [imageKey, maskKey] = [keysOf(images), keysOf(masks)];
  const place = (file: NamedFile, key: string | null) => (key === null ? null : `${file.contextKey}|${key}`);
  const byKey = lookup(images, (file) => place(file, imageKey(file)));
  const maskCount = groupBy(masks, (file) => place(file, maskKey(file)));
  return (mask: NamedFile) => {
    const key = place(mask, maskKey(mask));
    return maskCount.get(key)?.length === 1 ? byKey(key) : [];
  };
}

/** The words that not all files of the same folder share, of folders of two files and more. */
function ownWords(files: readonly NamedFile[]): KeyOf {
  const common = new Map<string, ReadonlySet<string>>();
  for (const [folder, members] of groupBy(files, ({ folder }) => folder)) {
    const [first, ...rest] = members;
    if (first === undefined || rest.length === 0) continue;
    common.set(
      folder,
      new Set(first.subject.filter((word) => rest.every(({ subject }) => subject.includes(word)))),
    );
  }
  return ({ folder, subject }) => {
    const shared = common.get(folder);
    return shared === undefined ? null : subject.filter((word) => !shared.has(word)).join(' ') || null;
  };
}

function lastNumber({ subject }: NamedFile): string | null {
  return subject.findLast(isNumber) ?? null;
}
