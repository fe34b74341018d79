/** Background that looks like the objects of its image: where a label may be missing. Judged by judgeLookalikes. */
import type { Rectangle } from '../../../domain/findings';
import type { LabelMap } from '../../../domain/labels';
import type { Raster } from '../../../domain/raster';
import { labelComponents } from '../../../imaging/labelComponents';
import { objectsOf } from '../objectsOf';
import { box3, meanOfChannels } from './edgeMap';

/** Brightness of objects, from one share of their pixels to another: their rims are not like them. */
const LEAST = 0.3;
const MOST = 0.99;
/** Around labels, px, nothing is looked at: borders are drawn more or less tightly. */
const MARGIN = 4;
/** Smaller pieces than this part of a typical object are no object. */
const LEAST_PIECE = 0.3;

export interface Lookalikes {
  /** Their area over that of the labelled objects. */
  readonly ratio: number;
  /** Around the largest one; null where there is none. */
  readonly largest: Rectangle | null;
}

/** Null without objects. Class 0 is the background. */
export function lookalikes(image: Raster, labels: LabelMap): Lookalikes | null {
  const { width, height } = image;
  const { ids, count } = objectsOf(labels, 0);
  if (count === 0) return null;
  const grey = box3(meanOfChannels(image), width, height);
  const inside = grey.filter((_, at) => (ids[at] ?? 0) !== 0).sort();
  const [low, high] = [
    inside[Math.floor(LEAST * inside.length)] ?? 0,
    inside[Math.floor(MOST * (inside.length - 1))] ?? 0,
  ];
  const near = dilated(ids, width, height);
  const alike = Uint8Array.from(grey, (value, at) =>
    value >= low && value <= high && near[at] === 0 && !labels.ignore?.[at] ? 1 : 0,
  );
  const typical = typicalArea(ids, count);
  const pieces = boxesOf(labelComponents(alike, width, height).ids, width).filter(
    ({ area }) => area >= LEAST_PIECE * typical,
  );
  const area = pieces.reduce((sum, piece) => sum + piece.area, 0);
  const largest = pieces.reduce<Piece | null>(
    (best, own) => (own.area > (best?.area ?? 0) ? own : best),
    null,
  );
  return { ratio: area / inside.length, largest: largest?.box ?? null };
}

/** 1 within MARGIN px, along rows and columns, of a number. */
function dilated(ids: Uint32Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(ids.length);
  for (let at = 0; at < ids.length; at++) {
    if (ids[at] === 0) continue;
    const row = at - (at % width);
    rows.fill(1, Math.max(row, at - MARGIN), Math.min(row + width, at + MARGIN + 1));
  }
  const all = rows.slice();
  for (let at = 0; at < rows.length; at++) {
    if (rows[at] === 0) continue;
    for (let dy = 1; dy <= MARGIN; dy++) {
      if (at >= dy * width) all[at - dy * width] = 1;
      if (at + dy * width < width * height) all[at + dy * width] = 1;
    }
  }
  return all;
}

/** Of the object that half of all labelled pixels lie in smaller ones than: specks beside a net say nothing of its size. */
function typicalArea(ids: Uint32Array, count: number): number {
  const areas = new Uint32Array(count + 1);
  for (const id of ids) areas[id] = (areas[id] ?? 0) + 1;
  const sorted = areas.slice(1).sort();
  const half = sorted.reduce((sum, area) => sum + area, 0) / 2;
  let below = 0;
  for (const area of sorted) {
    below += area;
    if (below >= half) return area;
  }
  return 0;
}

interface Piece {
  area: number;
  box: Rectangle;
}

function boxesOf(ids: Uint32Array, width: number): Piece[] {
  const found = new Map<number, { area: number; left: number; top: number; right: number; bottom: number }>();
  ids.forEach((id, at) => {
    if (id === 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    const own = found.get(id);
    if (own === undefined) {
      found.set(id, { area: 1, left: x, top: y, right: x, bottom: y });
      return;
    }
    own.area += 1;
    own.left = Math.min(own.left, x);
    own.right = Math.max(own.right, x);
    own.bottom = y;
  });
  return [...found.values()].map(({ area, left, top, right, bottom }) => ({
    area,
    box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
  }));
}
