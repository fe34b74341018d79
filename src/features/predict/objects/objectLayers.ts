/** What can be laid over an image of its objects, as RGBA [height, width, 4]. Pure. */
import { OBJECT_ERRORS, type ObjectErrors, type ObjectMap } from '../../../domain/objects';
import { classWords } from '../../../ui/overlay';
import { ERROR_LOOK } from './objectErrorLook';

/** Objects in the colours of their errors, missed ones among them. */
export function objectErrorLayer({ pixels }: ObjectErrors): Uint8ClampedArray<ArrayBuffer> {
  const colors = OBJECT_ERRORS.map((kind) => (kind === 'none' ? '#000000' : ERROR_LOOK[kind].color));
  const words = classWords(colors, new Set([0]));
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  const out = new Uint32Array(rgba.buffer);
  for (let at = 0; at < pixels.length; at++) out[at] = words[pixels[at] ?? 0] ?? 0;
  return rgba;
}

/** `rgba` in place, clear between objects that touch, so that one can tell them apart. */
export function clearBetween(rgba: Uint8ClampedArray, { ids, width, height }: ObjectMap): void {
  const clear = (at: number) => rgba.fill(0, 4 * at, 4 * at + 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const id = ids[at] ?? 0;
      if (id === 0) continue;
      const right = x + 1 < width ? (ids[at + 1] ?? 0) : 0;
      const below = y + 1 < height ? (ids[at + width] ?? 0) : 0;
      if ((right !== 0 && right !== id) || (below !== 0 && below !== id)) clear(at);
    }
  }
}
