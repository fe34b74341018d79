/**
 * From decoded planes to the dataset: pairing by name, then what only pixels can tell, which is sizes, channels
 * and the meaning of the masks. Pure but for memories of what was measured on a raster. Used by ImageLibrary.
 */
import { defined } from '../../common/assert';
import { type StudioError, studioError, toErrorData } from '../../common/errors';
import { groupBy } from '../../common/groupBy';
import type { Dataset, ImageItem, PlaneSource, Refusal } from '../../domain/data';
import type { MaskReading } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import { classShares, inferReading } from './inferReading';
import { countValues, mergeCounts } from './maskValues';
import { naturalOrder } from './naturalOrder';
import { type Pair, pairPlanes } from './pairPlanes';
import { fileName } from './planeNames';
import { asImage, asMask } from './planeRoles';

/** A plane with its pixels. */
export interface Plane {
  readonly source: PlaneSource;
  readonly raster: Raster;
}

/** One image of the dataset with its pixels in their roles. */
export interface Entry {
  readonly item: ImageItem;
  readonly image: Raster;
  readonly mask: Raster | null;
}

export interface Assembled {
  readonly dataset: Dataset;
  /** By the image's id. */
  readonly entries: ReadonlyMap<string, Entry>;
}

type Refuse = (error: StudioError) => void;

/** Most distinct mask values that the dataset lists. */
const LISTED_VALUES = 64;

const images = new WeakMap<Raster, Raster>();
const masks = new WeakMap<Raster, Raster | null>();
const counts = new WeakMap<Raster, ReadonlyMap<number, number>>();

/** `refusedFiles` could not be decoded; `chosen` is the user's reading, null for the rules'. */
export function assembleDataset(
  planes: readonly Plane[],
  refusedFiles: readonly Refusal[],
  chosen: MaskReading | null,
): Assembled {
  const rasters = new Map(planes.map((plane) => [planeId(plane.source), plane.raster]));
  const pairing = pairPlanes(planes.map((plane) => plane.source));
  const refused: Refusal[] = refusedFiles.toSorted((a, b) => naturalOrder(a.path, b.path));
  const refuse: Refuse = (error) => {
    refused.push({ path: error.subject ?? '', error: toErrorData(error) });
  };
  const paired = pairing.pairs.map((pair) => fitMask(pair, rasters, refuse));
  const entries = withEqualChannels(paired, refuse);
  const dataset: Dataset = {
    images: entries.map(({ item }) => item),
    unpaired: pairing.unpaired,
    refused,
    ...readMasks(entries, chosen),
  };
  return { dataset, entries: new Map(entries.map((entry) => [entry.item.id, entry])) };
}

/** `path` for single images, `path#page` for pages of stacks. */
export function planeId({ path, page, pages }: PlaneSource): string {
  return pages > 1 ? `${path}#${page}` : path;
}

/** The pair with its pixels; a mask that does not fit is refused and the image stays, unlabelled. */
function fitMask(pair: Pair, rasters: ReadonlyMap<string, Raster>, refuse: Refuse): Entry {
  const image = remembered(images, rasterOf(pair.image, rasters), asImage);
  if (pair.mask === null) return toEntry(pair, image, null);
  const raw = rasterOf(pair.mask, rasters);
  const mask = remembered(masks, raw, asMask);
  const misfit = mask === null ? manyChannels(pair.mask, raw) : sizeMisfit(pair, pair.mask, image, mask);
  if (misfit === null) return toEntry(pair, image, mask);
  refuse(misfit);
  return toEntry({ ...pair, mask: null, reason: 'its mask was refused' }, image, null);
}

function toEntry({ image: source, mask, reason }: Pair, image: Raster, maskRaster: Raster | null): Entry {
  const { width, height, channels, type } = image;
  const item = { id: planeId(source), name: planeName(source), source, width, height, channels, type };
  return { item: { ...item, mask, reason }, image, mask: maskRaster };
}

/** Labelled images train together, so they need one number of channels: the commonest, or of equals the first. */
function withEqualChannels(entries: readonly Entry[], refuse: Refuse): Entry[] {
  const labelled = groupBy(
    entries.filter((entry) => entry.mask !== null),
    (entry) => entry.item.channels,
  );
  const [common] = [...labelled].sort(([, a], [, b]) => b.length - a.length);
  return entries.map((entry) => {
    if (entry.mask === null || common === undefined || entry.item.channels === common[0]) return entry;
    refuse(mixedChannels(entry.item, common[0]));
    const reason = `${entry.item.channels} channels where the others have ${common[0]}`;
    return { ...entry, mask: null, item: { ...entry.item, mask: null, reason } };
  });
}

type MaskFacts = Pick<Dataset, 'reading' | 'readingBy' | 'values' | 'classShares'>;

function readMasks(entries: readonly Entry[], chosen: MaskReading | null): MaskFacts {
  const used = entries.flatMap(({ mask }) => (mask === null ? [] : [mask]));
  const readingBy = chosen === null ? 'rule' : 'user';
  if (used.length === 0) return { reading: null, readingBy, values: [], classShares: [] };
  const values = mergeCounts(used.map((mask) => remembered(counts, mask, countValues)));
  const types = used.map(({ type }) => type);
  const reading = chosen ?? inferReading(values, types);
  return {
    reading,
    readingBy,
    values: values.slice(0, LISTED_VALUES),
    classShares: classShares(values, reading),
  };
}

function manyChannels(mask: PlaneSource, { channels }: Raster): StudioError {
  const message = `The mask ${planeName(mask, true)} has ${channels} channels that differ; a mask holds one value a pixel.`;
  const hint = 'Save it in grey or with a palette, one value for each class.';
  return studioError('mask-not-single-channel', message, hint, mask.path);
}

function sizeMisfit(pair: Pair, source: PlaneSource, image: Raster, mask: Raster): StudioError | null {
  if (mask.width === image.width && mask.height === image.height) return null;
  const isTurned = mask.width === image.height && mask.height === image.width;
  const sizes = `${mask.width} × ${mask.height} px, its image ${planeName(pair.image, true)} is ${image.width} × ${image.height} px`;
  const hint = isTurned ? 'Turn the mask by 90 degrees.' : 'Export the mask at the size of its image.';
  return studioError(
    'mask-size-differs',
    `The mask ${planeName(source, true)} is ${sizes}.`,
    hint,
    source.path,
  );
}

function mixedChannels({ source, channels }: ImageItem, common: number): StudioError {
  const message = `${planeName(source, true)} has ${channels} channels, most labelled images have ${common}; it is kept out of training.`;
  const hint = 'Save all labelled images with the same number of channels.';
  return studioError('mixed-channels', message, hint, source.path);
}

/** The file's name or whole path, with the page for stacks. */
function planeName({ path, page, pages }: PlaneSource, whole = false): string {
  const name = whole ? path : fileName(path);
  return pages > 1 ? `${name}, page ${page + 1}` : name;
}

function rasterOf(source: PlaneSource, rasters: ReadonlyMap<string, Raster>): Raster {
  return defined(rasters.get(planeId(source)), `The plane ${planeId(source)}`);
}

function remembered<V>(memory: WeakMap<Raster, V>, raster: Raster, make: (raster: Raster) => V): V {
  const before = memory.get(raster);
  if (before !== undefined) return before;
  const made = make(raster);
  memory.set(raster, made);
  return made;
}
