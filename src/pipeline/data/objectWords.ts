/** The class that a file of one object carries in its name: "circle" of 1001_circle_0.png. Used by matchFiles and pairPlanes. */
import type { MaskRef } from '../../domain/data';
import { MAX_CLASSES } from '../../domain/labels';
import type { NamedFile } from './namedFile';
import { wordRole } from './roleWords';

/** Null where the rest of the name is a number or a hash. */
export function objectWord(mask: NamedFile, image: NamedFile): string | null {
  const rest = mask.key.startsWith(image.key) ? mask.key.slice(image.key.length) : mask.key;
  const own = rest.split(/[^\p{L}\p{M}\d]+/u).flatMap((part) => classOf(part) ?? []);
  return own.filter((word) => !image.subject.includes(word)).join(' ') || null;
}

/** "circle" of "circle" and "circle12"; null for numbers, roles, and what looks like a hash ("ff0", "cju0q7"). */
function classOf(part: string): string | null {
  const [, word, digits] = /^([\p{L}\p{M}]+)(\d*)$/u.exec(part) ?? [];
  if (word === undefined || wordRole(word) !== null) return null;
  const isHash = digits !== '' && word.length < 4 && /^[0-9a-f]+$/.test(word);
  return isHash ? null : word;
}

/**
 * The masks with the words that hold for the whole set: none where no image has several files, and none where there
 * are more words than classes can be, since they are then names of single objects.
 */
export function agreedWords(masks: readonly (MaskRef | null)[]): (MaskRef | null)[] {
  const isObjects = masks.some((mask) => mask !== null && mask.planes.length > 1);
  const words = new Set(masks.flatMap((mask) => mask?.words ?? []).filter((word) => word !== null));
  if (isObjects && words.size < MAX_CLASSES) return [...masks];
  return masks.map((mask) => mask && { ...mask, words: mask.words.map(() => null) });
}
