/** Which patches the Augment stage shows: the pinned ones, then training's own first ones. Pure. */
import type { PatchKey } from '../domain/augment';

/** On the screen at least. */
const SHOWN_PATCHES = 12;

/** However many are pinned, so many others are shown. */
const FRESH_PATCHES = 4;

/** The pins in their order, then patches of the run's first step that are not among them. */
export function shownKeys(pins: readonly PatchKey[], seed: number): PatchKey[] {
  const count = Math.max(SHOWN_PATCHES, pins.length + FRESH_PATCHES);
  const keys = [...pins];
  for (let index = 0; keys.length < count; index++) {
    const key = { seed, step: 0, index };
    if (!hasKey(pins, key)) keys.push(key);
  }
  return keys;
}

export function hasKey(keys: readonly PatchKey[], key: PatchKey): boolean {
  return keys.some((known) => isSameKey(known, key));
}

export function isSameKey(one: PatchKey, other: PatchKey): boolean {
  return keyText(one) === keyText(other);
}

/** Unlike for unlike keys. */
export function keyText({ seed, step, index }: PatchKey): string {
  return `${seed}/${step}/${index}`;
}
