/** Images that are there twice: whichever is held out, the other is trained on. Pure. */
import type { Finding } from '../../../domain/findings';
import { words } from '../planeNames';
import { splitOf } from '../roleWords';
import { type PictureKey, sameness } from './pictureKey';

export interface KeyedImage {
  readonly imageId: string;
  readonly name: string;
  /** With its folders. */
  readonly path: string;
  readonly key: PictureKey;
  /** Whether there are labels for it, which would go with it. */
  readonly labelled?: boolean;
}

/** One finding for each image that an earlier one equals: of the later one, unless that alone has labels. */
export function judgeDuplicates(images: readonly KeyedImage[]): Finding[] {
  return images.flatMap((image, index): Finding[] => {
    for (const earlier of images.slice(0, index)) {
      const how = sameness(earlier.key, image.key);
      if (how === null) continue;
      const goesFirst = image.labelled === true && earlier.labelled !== true;
      return [goesFirst ? duplicate(earlier, image, how) : duplicate(image, earlier, how)];
    }
    return [];
  });
}

function duplicate(image: KeyedImage, earlier: KeyedImage, how: 'same' | 'alike'): Finding {
  const [a, b] = image.name === earlier.name ? [image.path, earlier.path] : [image.name, earlier.name];
  const parts = [partOf(earlier.path), partOf(image.path)];
  const isLeak = parts[0] !== parts[1] && parts.every((part) => part !== null);
  const same = how === 'same' ? `has the very pixels of ${b}` : `shows the same as ${b}`;
  const message = isLeak
    ? `${a} ${same}, and one is of the part to train on and the other of the part to be scored on: scores would be too good. Leave one of them out.`
    : `${a} ${same}: where one is held out and the other trained on, scores are too good. Leave one of them out.`;
  return {
    code: isLeak ? 'split-leak' : 'duplicate',
    imageId: image.imageId,
    others: [earlier.imageId],
    message,
    evidence: null,
    repair: null,
  };
}

/** `train`, `val` or `test` where a folder says so. */
function partOf(path: string): string | null {
  const folders = path.split('/').slice(0, -1).flatMap(words);
  return folders.map(splitOf).find((part) => part !== null) ?? null;
}

/** Images that are trained on and scored on at once, by the ids of a split: each with its twin in training. */
export function splitLeaks(
  findings: readonly Finding[],
  split: { readonly train: readonly string[]; readonly validation: readonly string[] },
): { readonly heldOut: string; readonly trained: string }[] {
  const [train, heldOut] = [new Set(split.train), new Set(split.validation)];
  return findings.flatMap(({ code, imageId, others: [other] }) => {
    if ((code !== 'duplicate' && code !== 'split-leak') || other === undefined) return [];
    if (heldOut.has(imageId) && train.has(other)) return [{ heldOut: imageId, trained: other }];
    return heldOut.has(other) && train.has(imageId) ? [{ heldOut: other, trained: imageId }] : [];
  });
}
