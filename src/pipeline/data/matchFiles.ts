/** Finds the image of each mask file, from the strictest likeness of names to the loosest. Used by pairPlanes. */
import { groupBy } from '../../common/groupBy';
import { type FileRoles, folderName, maskRank, sharedFolders } from './fileRoles';
import { naturalOrder } from './naturalOrder';
import { fileName, numbersIn, type PathParts, subjectWords } from './planeNames';

export interface FileMatch {
  /** Path of the mask. */
  readonly mask: string;
  readonly reason: string;
}

export interface FileMatches {
  /** By the image's path. */
  readonly matches: ReadonlyMap<string, FileMatch>;
  /** Why a mask stayed alone, by its path. */
  readonly alone: ReadonlyMap<string, string>;
}

/** One way in which two names can be alike. `key` is null where the name says too little for it. */
interface Likeness {
  readonly key: (file: PathParts, context: string) => string | null;
  readonly reason: (image: PathParts, mask: PathParts) => string;
}

const sameName = (image: PathParts, mask: PathParts) =>
  image.folders.join('/') === mask.folders.join('/')
    ? `same name, ${mask.extension} beside ${image.extension}`
    : `same name in ${folderName(mask)}/`;
const sameWords = () => 'same name, marked as a mask';

/** Every likeness names a context, the folders without their role words, before it is tried without one. */
const LIKENESSES: readonly Likeness[] = [
  { key: (file, context) => `${context}|${file.stem.toLowerCase()}`, reason: sameName },
  { key: (file, context) => `${context}|${subjectWords(file.stem).join(' ')}`, reason: sameWords },
  { key: (file) => file.stem.toLowerCase(), reason: sameName },
  { key: (file) => subjectWords(file.stem).join(' ') || null, reason: sameWords },
  {
    key: (file, context) => numberKey(file, context),
    reason: (_, mask) => `same number in ${fileName(mask.path)}`,
  },
];

function numberKey(file: PathParts, context: string): string | null {
  const numbers = numbersIn(file.stem);
  return numbers.length === 0 ? null : `${context}|${numbers.join(' ')}`;
}

export function matchFiles(roles: FileRoles): FileMatches {
  const shared = sharedFolders([...roles.images, ...roles.masks]);
  const context = (file: PathParts) => file.folders.slice(shared).flatMap(subjectWords).join(' ');
  const book = new MatchBook();
  let open = [...roles.masks].sort((a, b) => maskRank(a) - maskRank(b) || naturalOrder(a.path, b.path));
  for (const likeness of LIKENESSES) {
    const images = uniqueBy(roles.images, (file) => likeness.key(file, context(file)));
    open = open.filter((mask) => {
      const key = likeness.key(mask, context(mask));
      const image = key === null ? undefined : images.get(key);
      if (image === undefined) return true;
      book.settle(image, mask, likeness.reason(image, mask));
      return false;
    });
  }
  matchLoosely(open, roles.images, context, book);
  return book;
}

/** What was decided so far. Masks must come best first. */
class MatchBook implements FileMatches {
  readonly matches = new Map<string, FileMatch>();
  readonly alone = new Map<string, string>();

  /** Takes the pair, or notes which mask the image already has. */
  settle(image: PathParts, mask: PathParts, reason: string): void {
    const taken = this.matches.get(image.path);
    if (taken === undefined) this.matches.set(image.path, { mask: mask.path, reason });
    else this.alone.set(mask.path, `${fileName(image.path)} already has ${taken.mask}`);
  }
}

/**
 * The last resort: an image whose name begins the mask's, or the only image of the mask's folder that has none.
 * Several such masks for one image are one object each.
 */
function matchLoosely(
  open: readonly PathParts[],
  images: readonly PathParts[],
  context: (file: PathParts) => string,
  book: MatchBook,
): void {
  const starts = images.map((image): Start => ({ image, text: startOf(image) }));
  // An image that has its mask already says nothing about the other masks of its folder.
  const waiting = images.filter(({ path }) => !book.matches.has(path));
  const folders = groupBy(waiting, context);
  const byImage = groupBy(open, (mask) => beginning(mask, starts) ?? onlyOf(folders.get(context(mask))));
  for (const [image, masks] of byImage) {
    const [mask, another] = masks;
    if (image !== null && mask && !another) {
      book.settle(image, mask, `the only mask for ${fileName(image.path)}`);
      continue;
    }
    const why = image === null ? 'no image carries this name' : objectFiles(image);
    for (const { path } of masks) book.alone.set(path, why);
  }
}

function objectFiles(image: PathParts): string {
  return `several mask files belong to ${fileName(image.path)}; one file per object is not joined yet`;
}

interface Start {
  readonly image: PathParts;
  readonly text: string;
}

/** The words that a mask's name must begin with to be this image's; a space alone where there are none. */
function startOf(file: PathParts): string {
  return `${subjectWords(file.stem).join(' ')} `;
}

/** The image whose words begin the mask's words, the longest where several do. */
function beginning(mask: PathParts, starts: readonly Start[]): PathParts | null {
  const own = startOf(mask);
  const found = starts.filter(({ text }) => text.length > 1 && own.startsWith(text));
  const [longest, second] = found.sort((a, b) => b.text.length - a.text.length);
  if (longest === undefined || second?.text === longest.text) return null;
  return longest.image;
}

function onlyOf(images: readonly PathParts[] = []): PathParts | null {
  return images.length === 1 ? (images[0] ?? null) : null;
}

/** Items by key, without the keys that more than one has. */
function uniqueBy(files: readonly PathParts[], key: (file: PathParts) => string | null) {
  const unique = new Map<string, PathParts>();
  for (const [name, [only, another]] of groupBy(files, key)) {
    if (name !== null && only !== undefined && another === undefined) unique.set(name, only);
  }
  return unique;
}
