/** What names alone say of each plane: which are images, with which masks, and why the rest is left. Used by pairPlanes. */
import { type MaskRef, type PlaneSource, planeId } from '../../domain/data';
import { type ForcedRoles, fileRoles } from './fileRoles';
import { type FileMatch, matchFiles } from './matchFiles';
import { matchStack } from './matchStack';
import type { NamedFile } from './namedFile';
import { fileName } from './planeNames';

export interface Proposal {
  readonly mask: MaskRef | null;
  /** Why this mask, or why none: one plain clause. */
  readonly reason: string;
}

export interface Proposals {
  /** Files whose planes are images. */
  readonly images: readonly NamedFile[];
  readonly of: (image: PlaneSource) => Proposal;
  /** Why a plane that no proposal takes stays alone. */
  readonly aloneReason: (plane: PlaneSource) => string;
}

export interface NamedPlanes {
  /** In natural order. */
  readonly files: readonly NamedFile[];
  /** Planes of a file in the order of pages. */
  readonly planesOf: (path: string) => readonly PlaneSource[];
  /** The role of files that the user gave one, by path. */
  readonly forced: ForcedRoles;
  /** Whether the user left a plane to its name. */
  readonly isFree: (plane: PlaneSource) => boolean;
}

export function proposeMasks({ files, planesOf, forced, isFree }: NamedPlanes): Proposals {
  const pagesOf = (path: string) => planesOf(path).length;
  const { images, masks: named, aside } = fileRoles(files, forced);
  const masks = named.filter(({ path }) => planesOf(path).some(isFree));
  const { matches, alone, nameless } = matchFiles({ images, masks }, pagesOf);
  const unmatched = images.filter(({ path }) => !matches.has(path));
  const stacked = stackProposals(unmatched, nameless, planesOf);
  const owners = new Map([...matches].flatMap(([path, match]) => match.masks.map((mask) => [mask, path])));
  const asideReasons = new Map([...aside].map(([{ path }, reason]) => [path, reason]));
  const none = {
    mask: null,
    reason: named.length === 0 ? 'no masks are loaded' : 'no mask carries this name',
  };

  return {
    images,
    of: (image) => {
      const match = matches.get(image.path);
      const proposal = match && pageProposal(image, match, planesOf);
      return onlyFree(proposal ?? stacked.get(planeId(image)) ?? none, isFree);
    },
    aloneReason: ({ path, page }) => {
      const known = asideReasons.get(path) ?? alone.get(path);
      const owner = owners.get(path);
      if (known !== undefined || owner === undefined) return known ?? 'no image carries this name';
      const hasPage = planesOf(owner).some((image) => image.page === page);
      const name = fileName(owner);
      return hasPage ? `by your choice it is not the mask of ${name}` : `${name} has no page ${page + 1}`;
    },
  };
}

/** Page by page. A stack whose mask has other pages keeps what matches. */
function pageProposal(image: PlaneSource, match: FileMatch, planesOf: NamedPlanes['planesOf']): Proposal {
  const found = match.masks.flatMap((path, i) => {
    const plane = planesOf(path).find(({ page }) => page === image.page);
    return plane === undefined ? [] : [{ plane, word: match.words[i] ?? null }];
  });
  if (found.length === 0) return { mask: null, reason: `its mask file has no page ${image.page + 1}` };
  const mask = { planes: found.map(({ plane }) => plane), words: found.map(({ word }) => word) };
  return { mask, reason: image.pages > 1 ? `${match.reason}, page by page` : match.reason };
}

/** A stack of images with a folder of masks, or a folder of images with a stack of masks; by the image plane's id. */
function stackProposals(
  images: readonly NamedFile[],
  masks: readonly NamedFile[],
  planesOf: NamedPlanes['planesOf'],
): ReadonlyMap<string, Proposal> {
  const pagesOf = (path: string) => planesOf(path).length;
  const deep = matchStack(images, masks, pagesOf);
  const flat = deep === null ? matchStack(masks, images, pagesOf) : null;
  const match = deep ?? flat;
  const singles = match?.files.flatMap(({ path }) => planesOf(path)) ?? [];
  const pages = match === null ? [] : planesOf(match.stack.path);
  const [from, to] = flat === null ? [pages, singles] : [singles, pages];
  const proposals = from.map((image, i): [string, Proposal] => {
    const mask = { planes: to.slice(i, i + 1), words: [null] };
    return [planeId(image), { mask, reason: match?.reason ?? '' }];
  });
  return new Map(proposals);
}

/** Without the planes that the user gave to another image. */
function onlyFree({ mask, reason }: Proposal, isFree: NamedPlanes['isFree']): Proposal {
  if (mask === null) return { mask, reason };
  const kept = mask.planes.flatMap((plane, i) =>
    isFree(plane) ? [{ plane, word: mask.words[i] ?? null }] : [],
  );
  if (kept.length === 0) return { mask: null, reason: 'its mask has another use by your choice' };
  return { mask: { planes: kept.map(({ plane }) => plane), words: kept.map(({ word }) => word) }, reason };
}
