/** What `inspect` prints: files, pairs, findings and what stayed alone, from a dataset and the facts of its files. Pure. */
import type { ErrorCode } from '../common/errors';
import type { AnnotationFormat } from '../domain/annotations';
import { type Dataset, type ImageItem, planeId } from '../domain/data';
import type { FileFacts } from '../domain/files';
import type { FindingCode, Finding as PairFinding, Rectangle, Repair } from '../domain/findings';
import { defaultClasses } from '../domain/labels';
import type { MaskFlaw, MaskKind } from '../domain/masks';
import type { SampleType } from '../domain/raster';
import type { PixelSize } from '../domain/scale';
import { naturalOrder } from '../pipeline/data/naturalOrder';

/**
 * Sizes and channels are the first plane's; `min` and `max` are over all planes. A file of outlines has a page for each
 * image that it annotates, 0 × 0 px where it states no size, and no values but how many outlines an image has.
 */
export interface FileRow {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** As the file stores them. */
  readonly pages: number;
  readonly channels: number;
  readonly type: SampleType;
  readonly min: number;
  readonly max: number;
  /** µm; absent where the file states none. */
  readonly pixelSize?: PixelSize;
  /** Only of files of outlines. */
  readonly annotations?: AnnotationFormat;
}

export interface RefusedRow {
  readonly path: string;
  readonly error: { readonly code: ErrorCode; readonly message: string };
}

export interface PairRow {
  /** Ids of planes: the path, with `#page` for pages of stacks. */
  readonly image: string;
  /** Several where each file holds one object. */
  readonly mask: string | readonly string[];
  readonly reason: string;
  readonly maskKind: MaskKind | null;
  /** Names of the classes, the background first; the same for every pair. */
  readonly classes: readonly string[];
}

export interface Finding {
  readonly code: ErrorCode | MaskFlaw | FindingCode | 'mask-kind' | 'page-sizes-differ';
  /** One plain sentence. */
  readonly message: string;
  /** Files; of what is found in single pairs, ids of images, the one it is about first. */
  readonly paths: readonly string[];
  /** Of what is found in single pairs: where it shows, in px of the image. */
  readonly evidence?: Rectangle;
  /** The same: what would mend the labels. */
  readonly repair?: Repair;
}

export interface AloneRow {
  readonly path: string;
  /** An image without a mask, or a plane that is neither image nor mask of one. */
  readonly role: 'image' | 'other';
  readonly reason: string;
}

export interface InspectReport {
  readonly files: readonly (FileRow | RefusedRow)[];
  readonly pairs: readonly PairRow[];
  readonly findings: readonly Finding[];
  readonly unpaired: readonly AloneRow[];
}

/** `facts` by path, of every file that was read; `found` in single pairs. Files come in natural order, pairs in the dataset's. */
export function inspectReport(
  dataset: Dataset,
  facts: ReadonlyMap<string, FileFacts>,
  found: readonly PairFinding[] = [],
): InspectReport {
  const unread = dataset.refused.filter(({ path }) => !facts.has(path));
  const rows = [
    ...[...facts].map(([path, file]) => fileRow(path, file)),
    ...unread.map(({ path, error: { code, message } }): RefusedRow => ({ path, error: { code, message } })),
  ];
  return {
    files: rows.sort((a, b) => naturalOrder(a.path, b.path)),
    pairs: dataset.images.flatMap((image) => pairRow(image, dataset)),
    findings: [
      ...refusals(dataset),
      ...unequalPages(facts),
      ...unequalChannels(dataset),
      ...judgement(dataset),
      ...found.map(pairFinding),
    ],
    unpaired: [
      ...dataset.images
        .filter(({ mask }) => mask === null)
        .map(({ id, reason }) => alone(id, 'image', reason)),
      ...dataset.unpaired.map((plane) => alone(planeId(plane), 'other', plane.reason)),
    ],
  };
}

function fileRow(path: string, { planes, storedPages, pixelSize, annotations }: FileFacts): FileRow {
  const [first] = planes;
  const [width, height] = [first?.width ?? 0, first?.height ?? 0];
  const row = {
    path,
    width,
    height,
    pages: storedPages,
    channels: first?.channels ?? 0,
    type: first?.type ?? 'uint8',
  };
  // Not spread into Math.min: a film may have more pages than a call may have arguments.
  const min = planes.reduce((low, plane) => Math.min(low, plane.min), first?.min ?? 0);
  const max = planes.reduce((high, plane) => Math.max(high, plane.max), first?.max ?? 0);
  return {
    ...row,
    min,
    max,
    ...(pixelSize === null ? {} : { pixelSize }),
    ...(annotations === undefined ? {} : { annotations: annotations.format }),
  };
}

function pairRow({ id, mask, reason }: ImageItem, { judgement: judged, reading }: Dataset): PairRow[] {
  if (mask === null) return [];
  const ids = mask.planes.map(planeId);
  const classes = reading === null ? [] : defaultClasses(reading).map(({ name }) => name);
  const [only, another] = ids;
  const masks = only === undefined || another !== undefined ? ids : only;
  return [{ image: id, mask: masks, reason, maskKind: judged?.kind ?? null, classes }];
}

function alone(path: string, role: AloneRow['role'], reason: string): AloneRow {
  return { path, role, reason };
}

function refusals({ refused }: Dataset): Finding[] {
  return refused.map(({ path, error: { code, message } }) => ({ code, message, paths: [path] }));
}

function unequalPages(facts: ReadonlyMap<string, FileFacts>): Finding[] {
  return [...facts].flatMap(([path, { planes, annotations }]): Finding[] => {
    if (annotations !== undefined) return [];
    const sizes = [...new Set(planes.map(({ width, height }) => `${width} × ${height}`))];
    if (sizes.length < 2) return [];
    const message = `The pages of ${path} have ${sizes.length} sizes: ${listed(sizes)} px.`;
    return [{ code: 'page-sizes-differ', message, paths: [path] }];
  });
}

/** Of all images, those that the dataset refused included: a network takes one number of channels. */
function unequalChannels({ images, refused }: Dataset): Finding[] {
  const counts = [...new Set(images.map(({ storedChannels }) => storedChannels))].sort((a, b) => a - b);
  if (counts.length < 2 || refused.some(({ error }) => error.code === 'mixed-channels')) return [];
  const message = `The images have different numbers of channels: ${listed(counts.map(String))}.`;
  return [{ code: 'mixed-channels', message, paths: images.map(({ source }) => source.path) }];
}

const FLAWS: Readonly<Record<MaskFlaw, string>> = {
  'soft-edges': 'The masks have in-between values along borders.',
  noise: 'The masks have a spread of values around a few.',
  'stray-values': 'The masks have values that only a handful of pixels carry.',
  'partly-labelled': 'Some masks label only a part of the objects in their image.',
};

function judgement({ judgement: judged }: Dataset): Finding[] {
  if (judged === null) return [];
  const flaws = judged.flaws.map((code): Finding => ({ code, message: FLAWS[code], paths: [] }));
  return [
    ...judged.evidence.map((message): Finding => ({ code: 'mask-kind', message, paths: [] })),
    ...flaws,
  ];
}

function pairFinding({ code, imageId, others, message, evidence, repair }: PairFinding): Finding {
  return {
    code,
    message,
    paths: [imageId, ...others],
    ...(evidence === null ? {} : { evidence }),
    ...(repair === null ? {} : { repair }),
  };
}

function listed(texts: readonly string[]): string {
  return texts.length > 4 ? `${texts.slice(0, 4).join(', ')} and others` : texts.join(', ');
}
