/** Which pixels an outline holds: those whose middle lies inside, row by row. Exact, no pixel between neighbours lost. */
import type { FlatRing, OutlineShape } from '../../domain/annotations';
import { rowCrossings, rowsBetween } from './rowCrossings';

/** Stretches of rows, [y, start, end) each, by rows for each polygon of the shape. */
export interface Spans {
  readonly data: Int32Array<ArrayBuffer>;
  /** Pixels of all stretches; those of two polygons that overlap count twice. */
  readonly pixels: number;
}

/**
 * Clipped to the image. A pixel's middle on an edge belongs to what lies to the right of it or below it, so shapes that
 * share an edge share no pixel and leave none out. Takes time and memory with the rows that edges cross. Throws
 * `mask-unreadable` where rowCrossings does.
 */
export function shapeSpans(shape: OutlineShape, width: number, height: number): Spans {
  const spans = new SpanList(width);
  switch (shape.kind) {
    case 'polygons':
      for (const rings of shape.polygons) fillRings(rings, height, spans);
      break;
    case 'ellipse':
      fillEllipse(shape, height, spans);
      break;
    case 'runs':
      fillRuns(shape.counts, width, height, spans);
      break;
    case 'bitmap':
      fillBitmap(shape, height, spans);
      break;
  }
  return spans.done();
}

class SpanList {
  private readonly list: number[] = [];
  private pixels = 0;

  constructor(private readonly width: number) {}

  /** The pixels of row `y` whose middles lie in [from, to). */
  between(y: number, from: number, to: number): void {
    this.add(y, Math.ceil(from - 0.5), Math.ceil(to - 0.5));
  }

  add(y: number, start: number, end: number): void {
    const first = Math.max(0, start);
    const last = Math.min(this.width, end);
    // Also where numbers too large for arithmetic made one of them NaN.
    if (!(last > first)) return;
    this.list.push(y, first, last);
    this.pixels += last - first;
  }

  done(): Spans {
    return { data: Int32Array.from(this.list), pixels: this.pixels };
  }
}

/** Even-odd: on each row, from every odd crossing to the next one. */
function fillRings(rings: readonly FlatRing[], height: number, spans: SpanList): void {
  const { first, starts, crossings } = rowCrossings(rings, height, 'all');
  for (let row = 0; row + 1 < starts.length; row++) {
    const own = crossings.subarray(starts[row], starts[row + 1]).sort();
    for (let i = 0; i + 1 < own.length; i += 2) spans.between(first + row, own[i] ?? 0, own[i + 1] ?? 0);
  }
}

type Ellipse = Extract<OutlineShape, { kind: 'ellipse' }>;

function fillEllipse({ x, y, width, height: tall }: Ellipse, height: number, spans: SpanList): void {
  const rows = rowsBetween(y, y + tall, height);
  for (let row = rows.first; row < rows.end; row++) {
    const up = (row + 0.5 - (y + tall / 2)) / (tall / 2);
    const half = (width / 2) * Math.sqrt(Math.max(0, 1 - up * up));
    spans.between(row, x + width / 2 - half, x + width / 2 + half);
  }
}

/** Column after column: turned into the bitmap of the columns that hold something. */
function fillRuns(counts: readonly number[], width: number, height: number, spans: SpanList): void {
  const inside = insideRuns(counts, width * height);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined || height === 0) return;
  const x = Math.floor(first.from / height);
  const columns = Math.floor((last.end - 1) / height) - x + 1;
  const data = new Uint8Array(columns * height);
  for (const { from, end } of inside) {
    for (let place = from; place < end; place++) {
      data[(place % height) * columns + Math.floor(place / height) - x] = 1;
    }
  }
  fillBitmap({ kind: 'bitmap', x, y: 0, width: columns, height, data }, height, spans);
}

/** Every second run that is not empty, within `pixels`. */
function insideRuns(counts: readonly number[], pixels: number): { from: number; end: number }[] {
  const inside: { from: number; end: number }[] = [];
  let from = 0;
  for (const [index, count] of counts.entries()) {
    const end = Math.min(from + count, pixels);
    if (index % 2 === 1 && end > from) inside.push({ from, end });
    from = end;
  }
  return inside;
}

type Bitmap = Extract<OutlineShape, { kind: 'bitmap' }>;

function fillBitmap({ x, y, width, height: tall, data }: Bitmap, height: number, spans: SpanList): void {
  for (let row = Math.max(0, -y); row < tall && y + row < height; row++) {
    for (let column = 0; column < width; ) {
      const start = column;
      while (column < width && data[row * width + column] !== 0) column += 1;
      if (column > start) spans.add(y + row, x + start, x + column);
      else column += 1;
    }
  }
}
