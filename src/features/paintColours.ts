/** Labels that are drawn on as colours: classes, what counts nowhere, and which part of them somebody looked at. Pure. */
import type { PaintMap, PaintRect, Unpainted } from '../imaging/paint/paintMap';
import { classWords } from '../ui/overlay';
import { isRim, rimReach } from '../ui/rims';

/** How the map is drawn. */
export interface PaintLook {
  /** `#rrggbb` of each class. */
  readonly colors: readonly string[];
  readonly hidden: ReadonlySet<number>;
  /** Whether only what was looked at counts: the rest is then drawn pale. */
  readonly regionOnly: boolean;
  /** Where it is ignored, it is clear, and background that was painted is seen. */
  readonly unpainted: Unpainted;
  /** Objects as their rims. */
  readonly outlines: boolean;
}

/** Share of its opacity that keeps what does not count. */
const PALE = 0.3;
/** Background that was looked at, where backgrounds are clear: a light veil. */
const SEEN = [255, 255, 255, 70] as const;
/** Ignored pixels are a chequer of these, px wide each. */
const CHEQUER = { dark: [30, 30, 30, 200], light: [225, 225, 225, 200], side: 2 } as const;

/** RGBA [height, width, 4] of a part of the map. */
export function paintColours(
  map: PaintMap,
  part: PaintRect,
  look: PaintLook,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(part.width * part.height * 4);
  const words = new Uint32Array(rgba.buffer);
  const wordAt = wordsOf(map, look);
  const isShown = look.outlines ? onRim(map) : () => true;
  let out = 0;
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++, out++) {
      const at = y * map.width + x;
      if (map.ignore[at] === 1) words[out] = wordAt.ignored(x, y, at);
      else if (map.classes[at] === 0 || (isShown(x, y, at) && !isBetween(map, x, y, at)))
        words[out] = wordAt.counting(at);
      if (look.regionOnly && map.touched[at] === 0 && map.ignore[at] === 0)
        rgba[4 * out + 3] = Math.round((rgba[4 * out + 3] ?? 0) * PALE);
    }
  }
  return rgba;
}

/** What is to be drawn again where `part` changed: rims and gaps reach beyond it. */
export function repaintedPart({ width, height }: PaintMap, part: PaintRect): PaintRect {
  const by = rimReach(width, height);
  const [x, y] = [Math.max(0, part.x - by), Math.max(0, part.y - by)];
  const [right, below] = [part.x + part.width + by, part.y + part.height + by];
  return { x, y, width: Math.min(width, right) - x, height: Math.min(height, below) - y };
}

function wordsOf(map: PaintMap, { colors, hidden, regionOnly, unpainted }: PaintLook) {
  const isScribbled = unpainted === 'ignored';
  const shown = isScribbled ? new Set([...hidden].filter((index) => index !== 0)) : hidden;
  const palette = classWords(colors, shown);
  const [seen, dark, light] = [wordOf(SEEN), wordOf(CHEQUER.dark), wordOf(CHEQUER.light)];
  return {
    ignored: (x: number, y: number, at: number): number => {
      if (isScribbled && map.touched[at] === 0) return 0;
      return (Math.floor(x / CHEQUER.side) + Math.floor(y / CHEQUER.side)) % 2 === 0 ? dark : light;
    },
    counting: (at: number): number => {
      const word = palette[map.classes[at] ?? 0] ?? 0;
      return word === 0 && regionOnly && map.touched[at] === 1 ? seen : word;
    },
  };
}

function onRim(map: PaintMap): (x: number, y: number, at: number) => boolean {
  const { classes, ignore, instances } = map;
  const reach = rimReach(map.width, map.height);
  return (x, y, at) =>
    isRim(
      map,
      x,
      y,
      reach,
      (other) =>
        classes[other] !== classes[at] || instances[other] !== instances[at] || ignore[other] !== ignore[at],
    );
}

/** Whether another object, which has a number as well, touches this one to the right or below. */
function isBetween({ width, height, instances }: PaintMap, x: number, y: number, at: number): boolean {
  const id = instances[at] ?? 0;
  if (id === 0) return false;
  const right = x + 1 < width ? (instances[at + 1] ?? 0) : 0;
  const below = y + 1 < height ? (instances[at + width] ?? 0) : 0;
  return (right !== 0 && right !== id) || (below !== 0 && below !== id);
}

/** Four bytes as one number, in the machine's own byte order. */
function wordOf(bytes: readonly [number, number, number, number]): number {
  return new Uint32Array(Uint8ClampedArray.from(bytes).buffer)[0] ?? 0;
}
