/**
 * From files that were read to the dataset: pairing by name, then what only measurements can tell, which is sizes,
 * channels and the meaning of the masks. Looks at pixels only of masks that were never measured. Used by ImageLibrary.
 */
import { throwIfAborted } from '../../common/abort';
import { StudioError, type StudioError as StudioErrorType, toErrorData } from '../../common/errors';
import {
  type Dataset,
  hasLabels,
  type ImageItem,
  type MaskRef,
  type PlaneSource,
  planeId,
  type Refusal,
} from '../../domain/data';
import {
  classCount,
  drawnReading,
  isForDrawing,
  type MaskReading,
  type ValueCount,
} from '../../domain/labels';
import type { MaskFacts } from '../../domain/masks';
import { UNNAMED } from '../../imaging/objects/drawOutlines';
import { classPixels, classShares } from '../../imaging/valueMeaning';
import { objectSizes, pieceSizes } from './areaSample';
import type { DrawnFacts } from './drawnFile';
import { drawnMeaning } from './drawnMeaning';
import { judgeMasks } from './judgeMasks';
import type { DataChoices } from './libraryContent';
import type { PlaneEntry } from './libraryFiles';
import { maskSet } from './maskSet';
import {
  commonChannels,
  drawnMisfit,
  largeImage,
  mixedChannels,
  mixedMasks,
  outlineMisfit,
  sizeMisfit,
  tooFewChannels,
} from './misfits';
import { naturalOrder } from './naturalOrder';
import { type Pair, pairPlanes } from './pairPlanes';
import { fileName } from './planeNames';

export interface AssembleRequest {
  readonly planes: readonly PlaneEntry[];
  /** Files that could not be read. */
  readonly refused: readonly Refusal[];
  readonly choices: DataChoices;
  /** Of labels that were drawn, by image: they stand in place of its mask. */
  readonly drawn: ReadonlyMap<string, DrawnFacts>;
  /** Measures a mask, or remembers what was measured. Throws `mask-unreadable` and what decoding throws. */
  measure(mask: MaskRef, words: readonly string[]): Promise<MaskFacts>;
  readonly signal?: AbortSignal | undefined;
}

/** Most distinct mask values that the dataset lists. */
const LISTED_VALUES = 64;

/** Throws `aborted`. */
export async function assembleDataset(request: AssembleRequest): Promise<Dataset> {
  const { planes, choices } = request;
  const pairing = pairPlanes(
    planes.filter(({ outline }) => outline === null).map(({ source }) => source),
    choices.pairs,
    planes.flatMap(({ outline }) => outline ?? []),
  );
  const refused = request.refused.toSorted((a, b) => naturalOrder(a.path, b.path));
  const refuse = (error: StudioErrorType) =>
    void refused.push({ path: error.subject ?? '', error: toErrorData(error) });
  const byId = new Map(planes.map((entry) => [planeId(entry.source), entry]));
  const paired = pairing.pairs.map((pair) => fitPair(pair, byId, choices.channels, refuse));
  const fitted = paired.map((item) => withDrawn(item, request, refuse));
  const even = withEqualChannels(fitted, refuse);
  const measured = await measureMasks(even, request, refuse);
  const { images } = measured;
  return {
    images,
    unpaired: pairing.unpaired,
    refused,
    words: measured.words,
    ...readMasks(measured, request),
    pairChoices: choices.pairs,
    channelChoice: choices.channels,
    channelNames: planes.find(({ channelNames }) => channelNames !== null)?.channelNames ?? null,
    normalisation: choices.normalisation,
    scale: choices.scale,
  };
}

type Refuse = (error: StudioErrorType) => void;
type Planes = ReadonlyMap<string, PlaneEntry>;

/** The pair as an image; a mask that does not fit is refused and the image stays, unlabelled. */
function fitPair(pair: Pair, planes: Planes, channels: readonly number[] | null, refuse: Refuse): ImageItem {
  const item = sized(toItem(pair, entryOf(pair.image, planes), channels), planes);
  const misfit = misfitOf(item, planes, channels);
  if (misfit === null) return item;
  const own = item.mask;
  const canFit = misfit.code === 'mask-size-differs' && own !== null && !own.outlinedAt;
  if (canFit && pair.fit) {
    const { width, height } = item;
    const reason = pair.fit.turn ? 'your choice, turned to fit' : 'your choice, scaled to fit';
    return { ...item, mask: { ...own, fit: { turn: pair.fit.turn, width, height } }, reason };
  }
  refuse(misfit);
  return { ...item, mask: null, reason: 'its mask was refused', ...(canFit && { misfit: own }) };
}

/** Outlines are drawn at the size of their image. */
function sized(item: ImageItem, planes: Planes): ImageItem {
  const isDrawn = item.mask?.planes.some((source) => entryOf(source, planes).outline !== null);
  if (!item.mask || !isDrawn) return item;
  const { width, height } = item;
  return { ...item, mask: { ...item.mask, outlinedAt: { width, height } } };
}

/** With the labels drawn for it, where they fit. */
function withDrawn(item: ImageItem, { drawn, choices }: AssembleRequest, refuse: Refuse): ImageItem {
  const facts = drawn.get(item.id);
  if (facts === undefined || item.large) return item;
  const { channels } = choices;
  const tooFew = channels?.some((channel) => channel >= item.storedChannels) ?? false;
  const misfit = tooFew && channels !== null ? tooFewChannels(item, channels) : drawnMisfit(item, facts);
  if (misfit === null) return { ...item, drawn: facts.checksum };
  refuse(misfit);
  return item;
}

function misfitOf(
  item: ImageItem,
  planes: Planes,
  channels: readonly number[] | null,
): StudioErrorType | null {
  if (item.mask === null) return null;
  if (item.large) return largeImage(item);
  if (channels?.some((channel) => channel >= item.storedChannels)) return tooFewChannels(item, channels);
  for (const source of item.mask.planes) {
    const { facts, outline } = entryOf(source, planes);
    if (item.mask.outlinedAt && outline === null) return mixedMasks(item, source);
    const misfit = outline ? outlineMisfit(item, source, facts) : sizeMisfit(item, source, facts);
    if (misfit !== null) return misfit;
  }
  return null;
}

function toItem(pair: Pair, entry: PlaneEntry, channels: readonly number[] | null): ImageItem {
  const { source, facts, pixelSize, large } = entry;
  const { width, height, type, imageChannels } = facts;
  const name = planeName(source, facts.label);
  const storedChannels = imageChannels;
  const used = channels?.length ?? storedChannels;
  const { mask, reason } = pair;
  const id = planeId(source);
  return {
    id,
    name,
    source,
    width,
    height,
    channels: used,
    storedChannels,
    type,
    pixelSize,
    large,
    mask,
    reason,
  };
}

/** The file's name, with the page or the place in a hyperstack for stacks. */
function planeName({ path, page, pages }: PlaneSource, label: string | null): string {
  return pages > 1 ? `${fileName(path)}, ${label ?? `page ${page + 1}`}` : fileName(path);
}

function entryOf(source: PlaneSource, planes: Planes): PlaneEntry {
  const entry = planes.get(planeId(source));
  if (entry === undefined) throw new Error(`The plane ${planeId(source)} is missing`);
  return entry;
}

/** Labelled images train together, so they need one number of channels: the commonest, or of equals the first. */
function withEqualChannels(images: readonly ImageItem[], refuse: Refuse): ImageItem[] {
  const common = commonChannels(images);
  return images.map((item) => {
    if (!hasLabels(item) || item.channels === common) return item;
    refuse(mixedChannels(item, common));
    const { drawn: _, ...others } = item;
    return { ...others, mask: null, reason: `${item.channels} channels where the others have ${common}` };
  });
}

interface Measured {
  readonly images: readonly ImageItem[];
  /** Of the labelled images, in their order. */
  readonly facts: readonly MaskFacts[];
  readonly words: readonly string[];
}

/** Measures every mask; one that cannot be read as a mask is refused. */
async function measureMasks(
  images: readonly ImageItem[],
  { measure, signal }: AssembleRequest,
  refuse: Refuse,
): Promise<Measured> {
  const words = wordsOf(images);
  const facts: MaskFacts[] = [];
  const kept: ImageItem[] = [];
  for (const item of images) {
    throwIfAborted(signal);
    if (item.mask === null) {
      kept.push(item);
      continue;
    }
    try {
      facts.push(await measure(item.mask, words));
      kept.push(item);
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code === 'aborted') throw thrown;
      refuse(thrown);
      kept.push({ ...item, mask: null, reason: 'its mask was refused' });
    }
  }
  return { images: kept, facts, words };
}

/** The classes that names of one file an object say, or outlines, in natural order. */
function wordsOf(images: readonly ImageItem[]): string[] {
  const words = images.flatMap(({ mask }) => mask?.words ?? []).filter((word) => word !== null);
  const isUnnamed = images.some(({ mask }) => mask?.outlinedAt && mask.words.includes(null));
  return [...new Set(words.length > 0 && isUnnamed ? [...words, UNNAMED] : words)].sort(naturalOrder);
}

type MaskPart = Pick<Dataset, 'reading' | 'readingBy' | 'values' | 'classShares' | 'judgement' | 'objects'>;

function readMasks(measured: Measured, { choices, drawn }: AssembleRequest): MaskPart {
  const { images, facts, words } = measured;
  const own = images.flatMap(({ id, drawn: isDrawn }) =>
    isDrawn === undefined ? [] : (drawn.get(id) ?? []),
  );
  // Classes to be drawn say nothing of masks.
  const chosen = facts.length > 0 && isForDrawing(choices.reading) ? null : choices.reading;
  const readingBy = chosen === null ? 'rule' : 'user';
  if (facts.length === 0) return { readingBy, values: [], judgement: null, ...readDrawn(own, chosen) };
  const names = images.flatMap(({ mask }) => mask?.planes[0]?.path ?? []);
  // Masks under drawn labels still say what values mean: drawing one image must not change how the others are read.
  const judged = judgeMasks(facts, { words, names });
  const reading = chosen ?? judged.reading;
  return {
    reading,
    readingBy,
    judgement: judged.judgement,
    objects: judged.objects,
    values: judged.values.slice(0, LISTED_VALUES),
    classShares: sharesOf(countedValues(measured, judged.values), own, reading),
  };
}

/** Of a set without masks. Classes may be chosen before anything is drawn. */
function readDrawn(
  drawn: readonly DrawnFacts[],
  chosen: MaskReading | null,
): Pick<MaskPart, 'reading' | 'classShares' | 'objects'> {
  if (drawn.length === 0) return { reading: chosen, classShares: [], objects: null };
  const reading = chosen ?? drawnReading(Math.max(...drawn.map(({ pixels }) => pixels.length)));
  const samples = drawn.map(({ sizes }) => sizes);
  const objects = reading.kind === 'instances' ? objectSizes(samples, 0) : pieceSizes(samples);
  return { reading, classShares: sharesOf([], drawn, reading), objects };
}

/** The values of the masks that count: those without drawn labels over them. */
function countedValues({ images, facts }: Measured, all: readonly ValueCount[]): readonly ValueCount[] {
  const masked = images.filter(({ mask }) => mask !== null);
  const counted = facts.filter((_, place) => masked[place]?.drawn === undefined);
  return counted.length === facts.length ? all : maskSet(counted, facts).values;
}

function sharesOf(
  values: readonly ValueCount[],
  drawn: readonly DrawnFacts[],
  reading: MaskReading,
): number[] {
  const pixels = classPixels(values, reading);
  for (const facts of drawn) {
    const meaning = drawnMeaning(facts, reading);
    for (const [index, count] of facts.pixels.entries()) {
      const label = meaning[index] ?? null;
      if (label !== null && label < classCount(reading)) pixels[label] = (pixels[label] ?? 0) + count;
    }
  }
  return classShares(pixels);
}
