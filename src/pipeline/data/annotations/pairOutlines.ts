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
    const plane =
      found.path === null
        ? found.reason
        : pageOf(pagesOf.get(found.path) ?? [], outline.page ?? found.page ?? null);
    if (typeof plane === 'object') {
      return [{ outline, imageId: planeId(plane), reason: found.reason + skippedText(outline) }];
    }
    alone.set(planeId(outline.source), plane);
    return [];
  });
  return { matches: chosen(claims, alone), alone };
}

function skippedText({ skipped }: OutlinePlane): string {
  return skipped.length === 0 ? '' : ` (left out there: ${skipped.join(', ')})`;
}

/** The image's plane, or why there is none. */
function pageOf(pages: readonly PlaneSource[], page: number | null): PlaneSource | string {
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
    const isTaken = ({ outline }: Claim) => unitOf(outline) === unitOf(first.outline);
    const taken = own.filter(isTaken).map(({ outline }) => outline);
    matches.set(imageId, { outlines: taken, reason: first.reason });
    const why = `the image ${fileName(imageId)} already has ${first.outline.source.path}`;
    for (const claim of own) if (!isTaken(claim)) alone.set(planeId(claim.outline.source), why);
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

interface Found {
  readonly path: string | null;
  /** Of a stack, where the name says it. */
  readonly page?: number;
  readonly reason: string;
}

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
  const pageNamed = pageFinder(named, pagesOf);
  const keys = new Set(files.slice(0, paths.length).map(({ key }) => key));
  const carriesName = (path: string) => keys.has(byTitle.get(path)?.key.replace(/\.roiset$/, '') ?? '');
  return (outline) => {
    const { source, image } = outline;
    const stated = image === null ? null : (pageNamed(image, source.path) ?? named(image, source.path));
    // A file of many images names each of them; that of one may name what was since renamed.
    if (stated !== null && (stated.path !== null || source.pages > 1)) return stated;
    const ofPage = carriesName(source.path) ? null : pageNamed(pageInTitle(source.path), source.path);
    if (ofPage !== null)
      return { ...ofPage, reason: `called after page ${ofPage.page + 1} of ${fileName(ofPage.path ?? '')}` };
    const title = byTitle.get(titleOf(outline));
    const finding = title && byOwnName(title);
    return finding?.kind === 'found'
      ? { path: finding.image.path, reason: finding.reason }
      : { path: null, reason: stated?.reason ?? finding?.reason ?? 'no image carries this name' };
  };
}

/** "stack.tif#4", as the studio writes it into files, is a page of a stack, from 0. Null for names of no stack. */
function pageFinder(
  named: (stated: string, annotationPath: string) => Found,
  pagesOf: (path: string) => number,
): (name: string, annotationPath: string) => (Found & { readonly page: number }) | null {
  return (name, annotationPath) => {
    const { file, page } = /^(?<file>.+)#(?<page>\d+)$/.exec(name)?.groups ?? {};
    const found = file === undefined ? null : named(file, annotationPath);
    if (found === null || found.path === null || pagesOf(found.path) === 1) return null;
    return { ...found, page: Number(page) };
  };
}

/** A set of ROIs names no image; that of page 4 of stack.tif is called stack_004 (export/resultStems). */
function pageInTitle(path: string): string {
  return path.replace(/_(\d{3,})(?:\.RoiSet)?\.zip$/i, '#$1');
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
