/** Which image the outlines of an annotation file are of: by the name that the file states, else by its own. Pure. */
import { groupBy } from '../../../common/groupBy';
import { type PlaneSource, planeId } from '../../../domain/data';
import { imageFinder } from '../imageFinder';
import { type NamedFile, namedFiles } from '../namedFile';
import { naturalOrder } from '../naturalOrder';
import { fileName } from '../planeNames';
import { imageNamer } from './namedImage';

/** One image of an annotation file, without its outlines. */
export interface OutlinePlane {
  readonly source: PlaneSource;
  /** The image's file as it is named there; null where it is not. */
  readonly image: string | null;
  /** Page of a stack, from 0; null where nothing says so. */
  readonly page: number | null;
  readonly names: readonly (string | null)[];
  /** What the file holds besides: "3 points". */
  readonly skipped: readonly string[];
}

export interface OutlineMatch {
  /** Several where each is a file of its own ROI, or a file names its image twice. */
  readonly outlines: readonly OutlinePlane[];
  readonly reason: string;
}

export interface OutlineMatches {
  /** By the image's id. */
  readonly matches: ReadonlyMap<string, OutlineMatch>;
  /** Why outlines stayed alone, by the id of their plane. */
  readonly alone: ReadonlyMap<string, string>;
}

interface Claim {
  readonly outline: OutlinePlane;
  readonly imageId: string;
  readonly reason: string;
}

/** `images`: all image planes. Of several files that annotate one image, the first in natural order is taken. */
export function pairOutlines(
  images: readonly PlaneSource[],
  outlines: readonly OutlinePlane[],
): OutlineMatches {
  const alone = new Map<string, string>();
  const find = fileFinder(images, outlines);
  const pagesOf = groupBy(images, ({ path }) => path);
  const ordered = outlines.toSorted((a, b) => naturalOrder(a.source.path, b.source.path));
  const claims = ordered.flatMap((outline): Claim[] => {
    const found = find(outline);
    const page = found.path === null ? found : pageOf(pagesOf.get(found.path) ?? [], outline);
    if (typeof page === 'object' && 'page' in page) {
      return [{ outline, imageId: planeId(page), reason: found.reason + skippedText(outline) }];
    }
    alone.set(planeId(outline.source), typeof page === 'string' ? page : found.reason);
    return [];
  });
  return { matches: chosen(claims, alone), alone };
}

function skippedText({ skipped }: OutlinePlane): string {
  return skipped.length === 0 ? '' : ` (left out there: ${skipped.join(', ')})`;
}

/** The image's plane, or why there is none. */
function pageOf(pages: readonly PlaneSource[], { page }: OutlinePlane): PlaneSource | string {
  const [first, another] = pages;
  const name = fileName(first?.path ?? '');
  if (page === null && another !== undefined) return `nothing says which page of ${name} it is of`;
  return (
    pages.find((image) => image.page === (page ?? image.page)) ?? `${name} has no page ${(page ?? 0) + 1}`
  );
}

function chosen(claims: readonly Claim[], alone: Map<string, string>): Map<string, OutlineMatch> {
  const matches = new Map<string, OutlineMatch>();
  for (const [imageId, own] of groupBy(claims, (claim) => claim.imageId)) {
    const [first] = own;
    if (first === undefined) continue;
    const taken = own.filter(({ outline }) => unitOf(outline) === unitOf(first.outline));
    matches.set(imageId, { outlines: taken.map(({ outline }) => outline), reason: first.reason });
    const why = `the image ${fileName(imageId)} already has ${first.outline.source.path}`;
    for (const { outline } of own)
      if (!taken.some((one) => one.outline === outline)) alone.set(planeId(outline.source), why);
  }
  return matches;
}

/** What belongs together: a file, or the ROIs of one folder. */
function unitOf({ source: { path } }: OutlinePlane): string {
  return isLooseRoi(path) ? `${path.slice(0, path.lastIndexOf('/') + 1)}*` : path;
}

function isLooseRoi(path: string): boolean {
  return /\.roi$/i.test(path);
}

type Found = { readonly path: string | null; readonly reason: string };

function fileFinder(
  images: readonly PlaneSource[],
  outlines: readonly OutlinePlane[],
): (outline: OutlinePlane) => Found {
  const paths = [...new Set(images.map(({ path }) => path))];
  const titles = [...new Set(outlines.map(titleOf))];
  const files = namedFiles([...paths, ...titles]);
  const byTitle = new Map(files.slice(paths.length).map((file) => [file.path, plainTitle(file)]));
  const counts = groupBy(images, ({ path }) => path);
  const pagesOf = (path: string) => counts.get(path)?.length ?? 1;
  const byOwnName = imageFinder(files.slice(0, paths.length), [...byTitle.values()], pagesOf);
  const named = imageNamer(paths);
  return (outline) => {
    const { source, image } = outline;
    const stated = image === null ? null : named(image, source.path);
    // A file of many images names each of them; that of one may name what was since renamed.
    if (stated !== null && (stated.path !== null || source.pages > 1)) return stated;
    const title = byTitle.get(titleOf(outline));
    const finding = title && byOwnName(title);
    return finding?.kind === 'found'
      ? { path: finding.image.path, reason: finding.reason }
      : { path: null, reason: stated?.reason ?? finding?.reason ?? 'no image carries this name' };
  };
}

/** ImageJ calls a ROI after its place: what says more is its folder. */
function titleOf({ source: { path } }: OutlinePlane): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return isLooseRoi(path) && folder !== '' ? `${folder}.roi` : path;
}

/** Words that say what the file is and not of which image. */
const PLAIN = new Set([
  'roi',
  'rois',
  'set',
  'roiset',
  'coco',
  'labelme',
  'geojson',
  'qupath',
  'polygons',
  'outlines',
]);

function plainTitle(file: NamedFile): NamedFile {
  return { ...file, subject: file.subject.filter((word) => !PLAIN.has(word)) };
}
