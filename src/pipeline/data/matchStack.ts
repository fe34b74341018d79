/** Pairs a stack with a folder of single files, where only one of each is left and they count the same. Used by pairPlanes. */
import { groupBy } from '../../common/groupBy';
import { mayShareSet, type NamedFile, ownFolder } from './namedFile';
import { fileName, isNumber } from './planeNames';

/** A stack, and the files that belong to its pages, in the order of pages. */
export interface StackMatch {
  readonly stack: NamedFile;
  readonly files: readonly NamedFile[];
  readonly reason: string;
}

/**
 * `stacks` and `files` are what names left alone, the one images and the other masks. Null unless exactly one stack
 * and one folder have as many pages as files, numbered without a gap.
 */
export function matchStack(
  stacks: readonly NamedFile[],
  files: readonly NamedFile[],
  pagesOf: (path: string) => number,
): StackMatch | null {
  const singles = files.filter(({ path }) => pagesOf(path) === 1);
  const folders = [...groupBy(singles, ({ folder }) => folder).values()];
  const runs = folders.map(inOrder).filter((run) => run !== null);
  const found = runs.flatMap((run) => {
    const alike = stacks.filter((stack) => isAlike(stack, run, pagesOf));
    return alike.map((stack) => ({ stack, files: run, reason: reasonOf(stack, run) }));
  });
  const [match, another] = found;
  return match === undefined || another !== undefined ? null : match;
}

function isAlike(stack: NamedFile, run: readonly NamedFile[], pagesOf: (path: string) => number): boolean {
  return pagesOf(stack.path) === run.length && run.every((file) => mayShareSet(stack, file));
}

/** By their last number, from 0 or 1 without a gap; null otherwise. */
function inOrder(files: readonly NamedFile[]): readonly NamedFile[] | null {
  const numbered = files.map((file) => ({
    file,
    number: Number(file.subject.findLast(isNumber) ?? Number.NaN),
  }));
  const sorted = numbered.sort((a, b) => a.number - b.number);
  const from = sorted[0]?.number;
  const isRun =
    sorted.length > 1 && (from === 0 || from === 1) && sorted.every(({ number }, i) => number === from + i);
  return isRun ? sorted.map(({ file }) => file) : null;
}

function reasonOf(stack: NamedFile, [file]: readonly NamedFile[]): string {
  const folder = file === undefined ? '' : ownFolder(file);
  return `${fileName(stack.path)} has as many pages as ${folder} has files, by number`;
}
