/**
 * Pairs images with masks: by the user's choices where there are some, else by names alone, with a reason for each.
 * Pure; sizes and pixels are the library's business.
 */
import { defined } from '../../common/assert';
import { groupBy } from '../../common/groupBy';
import { type MaskRef, type PairChoice, type PlaneSource, planeId, type Unpaired } from '../../domain/data';
import { type OutlinePlane, pairOutlines } from './annotations/pairOutlines';
import { withOutlines } from './annotations/withOutlines';
import { namedFiles } from './namedFile';
import { naturalOrder } from './naturalOrder';
import { agreedWords, objectWord } from './objectWords';
import { fileName } from './planeNames';
import { type Proposals, proposeMasks } from './proposeMasks';
import { type SettledChoices, settleChoices } from './settleChoices';

export interface Pair {
  readonly image: PlaneSource;
  readonly mask: MaskRef | null;
  /** Why this mask, or why none: one plain clause. */
  readonly reason: string;
  /** Whose word it is. */
  readonly by: 'name' | 'user';
  /** The user's word on a mask of another size. */
  readonly fit?: PairChoice['fit'];
}

export interface Pairing {
  /** Every image, in natural order. */
  readonly pairs: readonly Pair[];
  /** Planes that are neither image nor mask of one, in natural order. */
  readonly unpaired: readonly Unpaired[];
}

/**
 * The same pairing whatever order the planes come in; of the choices, later ones win. Every plane is an image, part
 * of one image's mask, or unpaired. Ids of planes must differ. `outlines` of annotation files are masks and never
 * images: of images that no other mask is found for.
 */
export function pairPlanes(
  planes: readonly PlaneSource[],
  choices: readonly PairChoice[],
  outlines: readonly OutlinePlane[] = [],
): Pairing {
  const ordered = planes.toSorted(byPlace);
  const outlineOf = new Map(outlines.map((outline) => [planeId(outline.source), outline]));
  const byId = new Map(
    [...ordered, ...outlines.map(({ source }) => source)].map((plane) => [planeId(plane), plane]),
  );
  const possible = choices.filter(({ imageId }) => !outlineOf.has(imageId));
  const settled = settleChoices(possible, (id) => byId.has(id));
  const chosenMasks = new Set([...settled.values()].flat());
  const fits = new Map(possible.map(({ imageId, fit }) => [imageId, fit]));
  const proposals = proposalsFor(ordered, settled, chosenMasks);

  const imageFiles = new Set(proposals.images.map(({ path }) => path));
  const isImage = (plane: PlaneSource) =>
    settled.has(planeId(plane)) || (imageFiles.has(plane.path) && !chosenMasks.has(planeId(plane)));
  const images = ordered.filter(isImage);
  const free = outlines.filter(({ source }) => !chosenMasks.has(planeId(source)));
  const drawn = pairOutlines(images, free);
  const named = images.map((image): Pair => {
    const masks = settled.get(planeId(image));
    if (masks === undefined) return { image, ...proposals.of(image), by: 'name' };
    return chosenPair(
      image,
      masks.map((id) => defined(byId.get(id), `The plane ${id}`)),
      fits.get(planeId(image)),
    );
  });
  const masks = agreedWords(named.map(({ mask }) => mask));
  const spoken = named.map((pair, i) => ({ ...pair, mask: masks[i] ?? null }));
  const pairs = withOutlines(spoken, drawn.matches, outlineOf);
  const owners = new Map(pairs.map(({ image, mask }) => [planeId(image), mask]));
  const taken = new Set(pairs.flatMap(({ image, mask }) => [image, ...(mask?.planes ?? [])]).map(planeId));
  const left = [...ordered, ...outlines.map(({ source }) => source)].filter(
    (plane) => !taken.has(planeId(plane)),
  );
  const imageOf = new Map(
    [...drawn.matches].flatMap(([image, { outlines: own }]) =>
      own.map(({ source }) => [planeId(source), image] as const),
    ),
  );
  const reasonOf = (plane: PlaneSource) => {
    const id = planeId(plane);
    if (!outlineOf.has(id)) return proposals.aloneReason(plane);
    const image = imageOf.get(id);
    return image === undefined
      ? (drawn.alone.get(id) ?? 'no image carries this name')
      : outlineReason(image, owners);
  };
  return {
    pairs,
    unpaired: left.sort(byPlace).map((plane) => ({ ...plane, reason: reasonOf(plane) })),
  };
}

function byPlace(a: PlaneSource, b: PlaneSource): number {
  return naturalOrder(a.path, b.path) || a.page - b.page;
}

/** Why outlines are no mask, though they may be those of an image: it has another one. */
function outlineReason(image: string, owners: ReadonlyMap<string, MaskRef | null>): string {
  const other = owners.get(image)?.planes[0]?.path;
  return other === undefined
    ? `by your choice it is not the mask of ${fileName(image)}`
    : `the image ${fileName(image)} already has ${other}`;
}

/** What names say, given what the user said: a file all of whose planes have one role by choice has it for good. */
function proposalsFor(
  ordered: readonly PlaneSource[],
  settled: SettledChoices,
  chosenMasks: ReadonlySet<string>,
): Proposals {
  const pages = groupBy(ordered, ({ path }) => path);
  const forced = new Map<string, 'image' | 'mask'>();
  for (const [path, own] of pages) {
    if (own.every((plane) => settled.has(planeId(plane)))) forced.set(path, 'image');
    if (own.every((plane) => chosenMasks.has(planeId(plane)))) forced.set(path, 'mask');
  }
  return proposeMasks({
    files: namedFiles([...pages.keys()]),
    planesOf: (path) => pages.get(path) ?? [],
    forced,
    isFree: (plane) => !settled.has(planeId(plane)) && !chosenMasks.has(planeId(plane)),
  });
}

function chosenPair(image: PlaneSource, masks: readonly PlaneSource[], fit: PairChoice['fit']): Pair {
  if (masks.length === 0) return { image, mask: null, reason: 'no mask, by your choice', by: 'user' };
  const planes = masks.toSorted((a, b) => naturalOrder(a.path, b.path) || a.page - b.page);
  const [named] = namedFiles([image.path]);
  const words = namedFiles(planes.map(({ path }) => path)).map((mask) =>
    named ? objectWord(mask, named) : null,
  );
  return { image, mask: { planes, words }, reason: 'your choice', by: 'user', ...(fit && { fit }) };
}
