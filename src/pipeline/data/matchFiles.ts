/**
 * Gives each image file its mask files: one, or several of one object each; of masks that compete, the best kind.
 * Names only; pages and the user's choices are pairPlanes' business.
 */
import { groupBy } from '../../common/groupBy';
import type { FileRoles } from './fileRoles';
import { imageFinder } from './imageFinder';
import { type Claim, type MaskSeries, seriesOf } from './maskSeries';
import { type NamedFile, scopeOf } from './namedFile';
import { objectWord } from './objectWords';
import { fileName } from './planeNames';

export interface FileMatch {
  /** Paths of the masks, several where each holds one object, in natural order. */
  readonly masks: readonly string[];
  /** The class that each one's name may say, where the set has one file an object. */
  readonly words: readonly (string | null)[];
  readonly reason: string;
}

export interface FileMatches {
  /** By the image's path. */
  readonly matches: ReadonlyMap<string, FileMatch>;
  /** Why a mask stayed alone, by its path. */
  readonly alone: ReadonlyMap<string, string>;
  /** Those of them that no image's name fits. */
  readonly nameless: readonly NamedFile[];
}

/** `pagesOf` a file's path: what is matched loosely has equally many. Files must be in natural order. */
export function matchFiles(
  { images, masks }: Pick<FileRoles, 'images' | 'masks'>,
  pagesOf: (path: string) => number,
): FileMatches {
  const alone = new Map<string, string>();
  const claims: Claim[] = [];
  const nameless: NamedFile[] = [];
  const findImage = imageFinder(images, masks, pagesOf);
  for (const mask of masks) {
    const finding = findImage(mask);
    if (finding.kind === 'found') claims.push({ ...finding, mask });
    else {
      alone.set(mask.path, finding.reason);
      nameless.push(mask);
    }
  }
  const chosen = chooseSeries(claims, alone);
  return { matches: toMatches(chosen), alone, nameless };
}

type Chosen = ReadonlyMap<NamedFile, MaskSeries>;

/** The best series of each image, unless the set's other images show that its kind is not what is meant. */
function chooseSeries(claims: readonly Claim[], alone: Map<string, string>): Chosen {
  const all = new Map(
    [...groupBy(claims, ({ image }) => image)].map(([image, own]) => [image, seriesOf(own)]),
  );
  const beaten = beatenKinds(all);
  const chosen = new Map<NamedFile, MaskSeries>();
  for (const [image, series] of all) {
    const [best, ...others] = series;
    if (best === undefined) continue;
    const better = beaten.get(scopeOf(image))?.get(best.rank.kind);
    if (better === undefined) chosen.set(image, best);
    const why = better === undefined ? hasAlready(image, best) : otherKind(better);
    const left = better === undefined ? best.left : [...best.taken, ...best.left];
    for (const { mask } of [...left, ...others.flatMap(membersOf)]) alone.set(mask.path, why);
  }
  return chosen;
}

function membersOf({ taken, left }: MaskSeries): readonly Claim[] {
  return [...taken, ...left];
}

function hasAlready(image: NamedFile, best: MaskSeries): string {
  return `the image ${fileName(image.path)} already has ${best.taken[0]?.mask.path}`;
}

function otherKind(better: MaskSeries): string {
  return `other images have better masks than this kind, such as ${better.taken[0]?.mask.path}`;
}

/**
 * By scope and kind, the series that beat it. Where one image shows that masks of a kind stand beside the real ones
 * (DRIVE's fields of view beside vessels), an image that has nothing else must not take them: values would mix.
 */
function beatenKinds(all: ReadonlyMap<NamedFile, readonly MaskSeries[]>) {
  const beaten = new Map<string, Map<number, MaskSeries>>();
  for (const [image, [best, ...others]] of all) {
    for (const { rank } of others) {
      if (best === undefined || rank.kind <= best.rank.kind) continue;
      const kinds = beaten.get(scopeOf(image)) ?? new Map<number, MaskSeries>();
      if (!kinds.has(rank.kind)) kinds.set(rank.kind, best);
      beaten.set(scopeOf(image), kinds);
    }
  }
  return beaten;
}

function toMatches(chosen: Chosen): ReadonlyMap<string, FileMatch> {
  const pairs = [...chosen].map(([image, { taken, reason }]) => {
    const masks = taken.map(({ mask }) => mask.path);
    const words = taken.map(({ mask, strict }) => (strict ? null : objectWord(mask, image)));
    return [image.path, { masks, words, reason }] as const;
  });
  return new Map(pairs);
}
