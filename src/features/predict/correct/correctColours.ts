/** A correction as colours: classes, what counts nowhere, and which part of it somebody looked at. Pure. */
import type { PaintMap, PaintRect } from '../../../imaging/paint/paintMap';
import { classWords } from '../../../ui/overlay';

/** How the map is drawn. */
export interface CorrectLook {
  /** `#rrggbb` of each class. */
  readonly colors: readonly string[];
  readonly hidden: ReadonlySet<number>;
  /** Whether only what was looked at counts: the rest is then drawn pale. */
  readonly regionOnly: boolean;
}

/** Share of its opacity that keeps what does not count. */
const PALE = 0.3;
/** Background that was looked at, where backgrounds are clear: a light veil. */
const SEEN = [255, 255, 255, 70] as const;
/** Ignored pixels are a chequer of these, px wide each. */
const CHEQUER = { dark: [30, 30, 30, 200], light: [225, 225, 225, 200], side: 2 } as const;

/** RGBA [height, width, 4] of a part of the map. */
export function correctColours(
  map: PaintMap,
  part: PaintRect,
  look: CorrectLook,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(part.width * part.height * 4);
  const words = new Uint32Array(rgba.buffer);
  const palette = classWords(look.colors, look.hidden);
  const seen = wordOf(SEEN);
  const [dark, light] = [wordOf(CHEQUER.dark), wordOf(CHEQUER.light)];
  let out = 0;
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++, out++) {
      const at = y * map.width + x;
      if (map.ignore[at] === 1) {
        words[out] = (Math.floor(x / CHEQUER.side) + Math.floor(y / CHEQUER.side)) % 2 === 0 ? dark : light;
        continue;
      }
      words[out] = palette[map.classes[at] ?? 0] ?? 0;
      if (!look.regionOnly) continue;
      if (map.touched[at] === 0) rgba[4 * out + 3] = Math.round((rgba[4 * out + 3] ?? 0) * PALE);
      else if (words[out] === 0) words[out] = seen;
    }
  }
  return rgba;
}

/** Four bytes as one number, in the machine's own byte order. */
function wordOf(bytes: readonly [number, number, number, number]): number {
  return new Uint32Array(Uint8ClampedArray.from(bytes).buffer)[0] ?? 0;
}
