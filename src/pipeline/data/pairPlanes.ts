/**
 * Pairs images with masks by their names alone: which files are masks, which image each belongs to, and why.
 * Pure; sizes and pixels are the library's business.
 */
import { groupBy } from '../../common/groupBy';
import type { PlaneSource, Unpaired } from '../../domain/data';
import { fileRoles } from './fileRoles';
import { matchFiles } from './matchFiles';
import { naturalOrder } from './naturalOrder';
import { fileName } from './planeNames';

export interface Pair {
  readonly image: PlaneSource;
  readonly mask: PlaneSource | null;
  /** Why this mask, or why none: one plain clause. */
  readonly reason: string;
}

export interface Pairing {
  /** Every image, in natural order. */
  readonly pairs: readonly Pair[];
  /** Masks that no image wanted. */
  readonly unpaired: readonly Unpaired[];
}

/** The same pairing whatever order the planes come in. */
export function pairPlanes(planes: readonly PlaneSource[]): Pairing {
  const pages = groupBy(planes, (plane) => plane.path);
  const roles = fileRoles([...pages.keys()].sort(naturalOrder));
  const { matches, alone } = matchFiles(roles);
  const planesOf = (path: string) => (pages.get(path) ?? []).toSorted((a, b) => a.page - b.page);

  const pairs: Pair[] = [];
  const unpaired: Unpaired[] = [];
  const noMask = roles.masks.length === 0 ? 'no masks are loaded' : 'no mask carries this name';
  for (const { path } of roles.images) {
    const match = matches.get(path);
    if (match === undefined) {
      pairs.push(...planesOf(path).map((image) => ({ image, mask: null, reason: noMask })));
      continue;
    }
    const paired = pairPages(planesOf(path), planesOf(match.mask), match.reason);
    pairs.push(...paired.pairs);
    unpaired.push(...paired.unpaired);
  }
  for (const { path } of roles.masks) {
    const reason = alone.get(path);
    if (reason !== undefined) unpaired.push(...planesOf(path).map(({ page }) => ({ path, page, reason })));
  }
  return { pairs, unpaired };
}

/** Page by page. A stack whose mask has other pages keeps what matches and says what does not. */
function pairPages(images: PlaneSource[], masks: PlaneSource[], why: string): Pairing {
  const maskOf = new Map(masks.map((mask) => [mask.page, mask]));
  const stacked = images.some((image) => image.pages > 1);
  const pairs = images.map((image) => {
    const mask = maskOf.get(image.page) ?? null;
    maskOf.delete(image.page);
    if (mask !== null) return { image, mask, reason: stacked ? `${why}, page by page` : why };
    return { image, mask, reason: `its mask file has no page ${image.page + 1}` };
  });
  const unpaired = [...maskOf.values()].map(({ path, page }) => {
    const image = fileName(images[0]?.path ?? '');
    return { path, page, reason: `${image} has no page ${page + 1}` };
  });
  return { pairs, unpaired };
}
