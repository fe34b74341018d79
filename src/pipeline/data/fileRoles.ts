/** Decides over a whole drop which files are masks. Names only; a role needs a contrast to mean anything. */
import { groupBy } from '../../common/groupBy';
import { fileName, type PathParts, pathParts, roleOf } from './planeNames';

export interface FileRoles {
  readonly images: readonly PathParts[];
  readonly masks: readonly PathParts[];
}

/** Of two files with one name in one folder, the later in this list is the mask: photos are JPEG, masks PNG. */
const IMAGE_LIKENESS = ['jpg', 'jpeg', 'tif', 'tiff', 'bmp', 'png', 'gif'];

/**
 * A file is a mask where its own name says so, else where its nearest telling folder does. Folders that hold
 * the whole drop tell nothing. Where nothing is left as an image, the words meant something else: all are images.
 */
export function fileRoles(paths: readonly string[]): FileRoles {
  const files = paths.map(pathParts);
  const shared = sharedFolders(files);
  const isMask = (file: PathParts) => saysMask(file, shared);
  const images = files.filter((file) => !isMask(file));
  if (images.length === 0) return { images: files, masks: [] };
  const twins = new Set(maskTwins(images));
  return {
    images: images.filter((file) => !twins.has(file)),
    masks: files.filter((file) => isMask(file) || twins.has(file)),
  };
}

function saysMask(file: PathParts, shared: number): boolean {
  if (roleOf(file.stem) === 'mask') return true;
  const telling = file.folders.slice(shared).findLast((folder) => roleOf(folder) !== null);
  return telling !== undefined && roleOf(telling) === 'mask';
}

/** How many outer folders all files share. */
export function sharedFolders(files: readonly PathParts[]): number {
  const [first, ...rest] = files;
  if (first === undefined) return 0;
  const differs = first.folders.findIndex((folder, i) => rest.some((file) => file.folders[i] !== folder));
  return differs === -1 ? first.folders.length : differs;
}

/** X.png beside X.jpg: exactly two files of one name in one folder, of differently image-like kinds. */
function maskTwins(images: readonly PathParts[]): PathParts[] {
  const byName = groupBy(images, (file) => `${file.folders.join('/')}/${file.stem}`.toLowerCase());
  return [...byName.values()].flatMap((twins) => {
    const [image, mask] = [...twins].sort((a, b) => likeness(a) - likeness(b));
    const clear = twins.length === 2 && image && mask && likeness(image) !== likeness(mask);
    return clear ? [mask] : [];
  });
}

function likeness(file: PathParts): number {
  const rank = IMAGE_LIKENESS.indexOf(file.extension);
  return rank === -1 ? IMAGE_LIKENESS.length : rank;
}

/** Which of several masks for one image is taken: lower first. Hand-drawn truth before derived or partial masks. */
export function maskRank(file: PathParts): number {
  const text = file.path.toLowerCase();
  const order = [/manual|\dst_?ho/, /masks?\//, /label/, /seg/, /mask/, /gt|truth/, /annot/];
  const rank = order.findIndex((word) => word.test(text));
  const penalty = /object|track|binary/.test(text) ? order.length : 0;
  return (rank === -1 ? order.length : rank) + penalty;
}

export function folderName(file: PathParts): string {
  return file.folders.length === 0 ? '' : fileName(file.folders.join('/'));
}
