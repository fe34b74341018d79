/** The role that each file's name and folders claim, given what the other files of the drop are called. Used by fileRoles. */
import { groupBy } from '../../common/groupBy';
import type { NamedFile } from './namedFile';
import { type NamedRole, roleOf, subjectWords, words } from './planeNames';

export function tellingRoles(files: readonly NamedFile[]): (file: NamedFile) => NamedRole {
  const everywhere = commonWords(files);
  const own = new Map(files.map((file) => [file, ownRole(file, everywhere)]));
  const ofKey = groupBy(files, ({ key }) => key);
  const hasTwin = ({ key, folder }: NamedFile) =>
    ofKey.get(key)?.some((other) => other.folder !== folder) ?? false;
  const folders = groupBy(files, ({ folder }) => folder);
  const facts = new Map(
    [...folders].map(([folder, members]) => [folder, folderFacts(members, own, members.some(hasTwin))]),
  );
  return (file) => {
    const mine = facts.get(file.folder);
    const named = own.get(file) ?? null;
    if (mine === undefined) return named;
    if (named === 'mask') return mine.role === 'image' && mine.allMasks ? 'image' : 'mask';
    return mine.bare.has(bareName(file)) ? 'image' : mine.role;
  };
}

interface FolderFacts {
  /** Of the nearest telling folder. */
  readonly role: NamedRole;
  /** Whether every file in it calls itself a mask: then its own word weighs more ("images/label_free_1.png"). */
  readonly allMasks: boolean;
  /** Names of those that call themselves masks: "a" of "a_mask.png" makes "a.png" beside it an image. */
  readonly bare: ReadonlySet<string>;
}

/** `hasTwins`: whether a file of the folder has its like in another one. */
function folderFacts(
  members: readonly NamedFile[],
  own: ReadonlyMap<NamedFile, NamedRole>,
  hasTwins: boolean,
): FolderFacts {
  const inner = members[0]?.inner ?? [];
  const telling = inner.filter((folder, i) => hasTwins || i === inner.length - 1 || !isTask(folder));
  const role = telling.map((folder) => roleOf(words(folder))).findLast((found) => found !== null) ?? null;
  const masks = members.filter((file) => own.get(file) === 'mask');
  return { role, allMasks: masks.length === members.length, bare: new Set(masks.map(bareName)) };
}

/** "instance_segmentation" around other folders may name what a set is for, not what is in it. */
function isTask(folder: string): boolean {
  const named = words(folder);
  return named.some((word) => word.startsWith('segment')) && subjectWords(named).length > 0;
}

function bareName({ subject }: NamedFile): string {
  return subject.join(' ');
}

/** A word that every file carries tells none from the others. */
function ownRole({ words: named }: NamedFile, everywhere: ReadonlySet<string>): NamedRole {
  return roleOf(named.filter((word) => !everywhere.has(word)));
}

function commonWords([first, ...rest]: readonly NamedFile[]): ReadonlySet<string> {
  const named = first?.words ?? [];
  return new Set(named.filter((word) => rest.every((file) => file.words.includes(word))));
}
