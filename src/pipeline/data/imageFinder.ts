/** Finds the image of a mask by their names, from the strictest likeness to the loosest. Used by matchFiles. */
import { type ImageLookups, imageLookups } from './imageLookups';
import { mayShareSet, type NamedFile, ownFolder } from './namedFile';
import { fileName } from './planeNames';

/** What a mask's name led to. */
export type Finding =
  | {
      readonly kind: 'found';
      readonly image: NamedFile;
      /** Whether the names say the same; else the mask may be one of several objects of the image. */
      readonly strict: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'none'; readonly reason: string };

interface Likeness {
  readonly candidates: (mask: NamedFile) => readonly NamedFile[];
  readonly reason: (image: NamedFile, mask: NamedFile) => string;
  /** Only images whose folders say the same, or also those that may be of one set. */
  readonly near: boolean;
  readonly strict: boolean;
  /** Whether the search ends where two images are as likely. */
  readonly final: boolean;
}

export type FindImage = (mask: NamedFile) => Finding;

export function imageFinder(
  images: readonly NamedFile[],
  masks: readonly NamedFile[],
  pagesOf: (path: string) => number,
): FindImage {
  const likenesses = likenessesOf(imageLookups(images, masks, pagesOf));
  return (mask) => {
    for (const likeness of likenesses) {
      const found = nearest(mask, likeness.candidates(mask), likeness.near);
      const [image, another] = found;
      if (image === undefined) continue;
      if (another === undefined) {
        return { kind: 'found', image, strict: likeness.strict, reason: likeness.reason(image, mask) };
      }
      if (likeness.final) return { kind: 'none', reason: `it could belong to ${listed(found)}` };
    }
    return { kind: 'none', reason: 'no image carries this name' };
  };
}

const STRICT = { near: true, strict: true, final: true };
const ANYWHERE = { ...STRICT, near: false };

function likenessesOf(find: ImageLookups): readonly Likeness[] {
  return [
    { ...STRICT, candidates: find.sameKey, reason: sameName },
    { ...STRICT, candidates: find.sameSubject, reason: sameWords },
    { ...STRICT, candidates: find.firstChannel, reason: sameChannel },
    { ...ANYWHERE, candidates: find.sameKey, reason: sameName },
    { ...ANYWHERE, candidates: find.sameWords, reason: sameWords },
    { ...ANYWHERE, strict: false, candidates: find.beginning, reason: longerName },
    { ...ANYWHERE, strict: false, candidates: find.calledAsFolder, reason: sameFolder },
    { ...STRICT, final: false, candidates: find.sameNumbers, reason: sameNumber },
    { ...STRICT, strict: false, final: false, candidates: find.onlyOne, reason: onlyImage },
    { ...STRICT, final: false, candidates: find.sameOwnWords, reason: sameOwnWords },
    { ...STRICT, final: false, candidates: find.sameLastNumber, reason: sameNumber },
    { ...ANYWHERE, candidates: find.longer, reason: shorterName },
  ];
}

function sameName(image: NamedFile, mask: NamedFile): string {
  if (image.folder === mask.folder) return `same name, ${mask.extension} beside ${image.extension}`;
  return `same name in ${ownFolder(mask)}`;
}
const sameWords = () => 'same name, marked as a mask';
const sameChannel = (_: NamedFile, mask: NamedFile) => `same name but for the channel in ${ownFolder(mask)}`;
const longerName = (image: NamedFile) => `its name has the words of ${image.stem} and more`;
const sameFolder = () => 'the folder is called after the image';
const sameNumber = (_: NamedFile, mask: NamedFile) => `same number in ${fileName(mask.path)}`;
const onlyImage = (image: NamedFile) => `${fileName(image.path)} is the only image here`;
const sameOwnWords = () => 'same name, but for the words that all images or all masks share';
const shorterName = (_: NamedFile, mask: NamedFile) =>
  `the image's name has the words of ${mask.stem} and more`;

/** Of the candidates those whose folders say the same, else those nearest that may be of one set. */
function nearest(mask: NamedFile, candidates: readonly NamedFile[], near: boolean): readonly NamedFile[] {
  const same = candidates.filter((image) => image.contextKey === mask.contextKey);
  if (same.length > 0 || near) return preferred(mask, same);
  const possible = candidates.filter((image) => mayShareSet(image, mask));
  const most = Math.max(...possible.map((image) => sharedWith(image, mask)));
  return preferred(
    mask,
    possible.filter((image) => sharedWith(image, mask) === most),
  );
}

function sharedWith(image: NamedFile, mask: NamedFile): number {
  const differs = image.inner.findIndex((folder, i) => folder !== mask.inner[i]);
  return differs === -1 ? image.inner.length : differs;
}

/** Best first: what keeps every bit. */
const KEPT = ['tif', 'tiff', 'png', 'bmp', 'gif', 'webp', 'avif', 'jpg', 'jpeg'];

/** One picture saved in several kinds is one image: the mask's own kind, else the one that keeps most. */
function preferred(mask: NamedFile, images: readonly NamedFile[]): readonly NamedFile[] {
  const [first] = images;
  if (images.some(({ folder, key }) => folder !== first?.folder || key !== first.key)) return images;
  const order = [mask.extension, ...KEPT];
  const rank = ({ extension }: NamedFile) =>
    order.includes(extension) ? order.indexOf(extension) : order.length;
  return images.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1)).slice(0, 1);
}

function listed(images: readonly NamedFile[]): string {
  const names = images.slice(0, 3).map(({ path }) => path);
  return images.length > 3 ? `${names.join(', ')} or others` : names.join(' or ');
}
