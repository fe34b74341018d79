/** Masks that no word marks, only their kind of file beside a photo: X.png beside X.jpg. Used by fileRoles. */
import { groupBy } from '../../common/groupBy';
import type { NamedFile } from './namedFile';

/** Images, and the kinds that masks beside them are saved as. */
const TWIN_KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['jpg', ['png', 'gif', 'bmp']],
  ['jpeg', ['png', 'gif', 'bmp']],
  ['tif', ['png', 'gif']],
  ['tiff', ['png', 'gif']],
  ['bmp', ['png', 'gif']],
]);
const PHOTO = /^jpe?g$/;

/** Of files whose names claim nothing, those that are masks by their kind. */
export function maskTwins(images: readonly NamedFile[]): NamedFile[] {
  const folders = groupBy(images, ({ folder }) => folder);
  return [...folders.values()].flatMap((members) => [...sameNameTwins(members), ...longerTwins(members)]);
}

/** Exactly two files of one name. */
function sameNameTwins(members: readonly NamedFile[]): NamedFile[] {
  const byName = groupBy(members, ({ key }) => key);
  return [...byName.values()].flatMap(([a, b, third]) => {
    if (a === undefined || b === undefined || third !== undefined) return [];
    if (TWIN_KINDS.get(a.extension)?.includes(b.extension)) return [b];
    return TWIN_KINDS.get(b.extension)?.includes(a.extension) ? [a] : [];
  });
}

/** 1001_circle_0.png beside 1001.jpeg, where every PNG of the folder carries the name of a photo and more. */
function longerTwins(members: readonly NamedFile[]): NamedFile[] {
  const photos = new Set(members.filter(({ extension }) => PHOTO.test(extension)).map(({ key }) => key));
  const others = members.filter(({ extension }) => !PHOTO.test(extension));
  const isLonger = ({ extension, key }: NamedFile) =>
    extension === 'png' && beginnings(key).some((part) => photos.has(part));
  return others.every(isLonger) ? others : [];
}

/** The name up to each of its separators: "1001" and "1001_circle" of "1001_circle_0". */
function beginnings(key: string): string[] {
  return [...key.matchAll(/[_-]/g)].map(({ index }) => key.slice(0, index));
}
