/** Decides over a whole drop what each file is: image, mask, or neither. Names only; a role needs a contrast. */
import { maskTwins } from './maskTwins';
import type { NamedFile } from './namedFile';
import type { NamedRole } from './planeNames';
import { asideAs } from './roleWords';
import { tellingRoles } from './tellingRoles';

export interface FileRoles {
  readonly images: readonly NamedFile[];
  readonly masks: readonly NamedFile[];
  /** What is neither, with the reason. */
  readonly aside: ReadonlyMap<NamedFile, string>;
}

export type ForcedRoles = ReadonlyMap<string, 'image' | 'mask'>;

/**
 * A file is a mask where its own name says so, else where its nearest telling folder does. Where nothing is left as
 * an image, the words meant something else: all are images. `forced` is the user's word, by path.
 */
export function fileRoles(files: readonly NamedFile[], forced: ForcedRoles): FileRoles {
  const telling = tellingRoles(files);
  const named = (file: NamedFile) => forced.get(file.path) ?? telling(file);
  const aside = asideFiles(files, forced, named);
  const plain = files.filter((file) => !aside.has(file));
  const images = plain.filter((file) => named(file) !== 'mask');
  if (images.length === 0) return { images: plain, masks: [], aside };
  const twins = new Set(maskTwins(images.filter((file) => !forced.has(file.path))));
  return {
    images: images.filter((file) => !twins.has(file)),
    masks: plain.filter((file) => named(file) === 'mask' || twins.has(file)),
    aside,
  };
}

/** None where there is no plain image that marks could go along with. */
function asideFiles(
  files: readonly NamedFile[],
  forced: ForcedRoles,
  named: (file: NamedFile) => NamedRole,
): FileRoles['aside'] {
  const marked = new Map<NamedFile, string>();
  for (const file of files) {
    const mark = forced.has(file.path) ? null : (markOf(file.folderWords) ?? markOf(file.words));
    if (mark !== null) marked.set(file, `its name says that it is ${mark}, not a mask`);
  }
  const goAlong = files.some((file) => !marked.has(file) && named(file) !== 'mask');
  return goAlong ? marked : new Map();
}

/** What words mark a file as besides image and mask: "a preview". */
function markOf(named: readonly string[]): string | null {
  return named.map(asideAs).find((mark) => mark !== null) ?? null;
}
