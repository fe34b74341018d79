/** The user's corrections of the pairing, as lists of choices. Pure; the engine says what they lead to. */
import { type ImageItem, type PairChoice, planeId, type Unpaired } from '../../domain/data';

/**
 * These masks belong to that image. Where it has one file an object, they join the others; else they take the
 * present mask's place. The image's former choice goes.
 */
export function attach(
  choices: readonly PairChoice[],
  image: Pick<ImageItem, 'id' | 'mask'>,
  maskIds: readonly string[],
): PairChoice[] {
  const present = image.mask?.planes.map(planeId) ?? [];
  const kept = present.length > 1 ? present.filter((id) => !maskIds.includes(id)) : [];
  return [...forgetting(choices, image.id), { imageId: image.id, maskIds: [...kept, ...maskIds] }];
}

/** This image has no mask, whatever the names say; also: this plane is an image. */
export function withoutMask(choices: readonly PairChoice[], imageIds: readonly string[]): PairChoice[] {
  const others = choices.filter(({ imageId }) => !imageIds.includes(imageId));
  return [...others, ...imageIds.map((imageId) => ({ imageId, maskIds: [] }))];
}

/** The names decide about this image again. */
export function forgetting(choices: readonly PairChoice[], imageId: string): PairChoice[] {
  return choices.filter((choice) => choice.imageId !== imageId);
}

/** A file that is not used, with those of its pages that are not. */
export interface UnpairedFile {
  readonly path: string;
  readonly reason: string;
  /** Ids of the planes, in the file's order. */
  readonly planeIds: readonly string[];
}

/** One entry for each path and reason, in order of first occurrence. */
export function unpairedFiles(unpaired: readonly Unpaired[]): UnpairedFile[] {
  const files = new Map<string, UnpairedFile>();
  for (const plane of unpaired) {
    const { path, reason } = plane;
    const key = JSON.stringify([path, reason]);
    files.set(key, { path, reason, planeIds: [...(files.get(key)?.planeIds ?? []), planeId(plane)] });
  }
  return [...files.values()];
}

/**
 * The choices after a file of masks was given to an image. A stack goes page by page to the images of that image's
 * file; null where their numbers differ: nothing says which page belongs to which.
 */
export function attachFile(
  choices: readonly PairChoice[],
  images: readonly ImageItem[],
  imageId: string,
  { planeIds }: Pick<UnpairedFile, 'planeIds'>,
): PairChoice[] | null {
  const image = images.find(({ id }) => id === imageId);
  if (!image) return null;
  if (planeIds.length === 1) return attach(choices, image, planeIds);
  const pages = images.filter(({ source }) => source.path === image.source.path);
  if (pages.length !== planeIds.length) return null;
  return planeIds.reduce<PairChoice[]>(
    (all, id, place) => {
      const page = pages[place];
      return page ? attach(all, page, [id]) : all;
    },
    [...choices],
  );
}
