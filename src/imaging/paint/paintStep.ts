/**
 * One step of drawing that can be taken back: what the squares that it changed looked like before. Cost and size follow
 * what was painted over, not the image. Made by Painter.
 */
import { joinRects, type PaintMap, type PaintRect } from './paintMap';
import { type KeptPlane, keepPlane, putPlane } from './planeRuns';

const TILE = 64;

const PLANES = ['classes', 'ignore', 'instances', 'touched'] as const;

interface KeptTile {
  readonly rect: PaintRect;
  /** In the order of PLANES. */
  readonly planes: readonly KeptPlane[];
}

export interface PaintStep {
  readonly tiles: readonly KeptTile[];
  /** What it takes in memory. */
  readonly bytes: number;
}

/** Keeps each square of the map before its first change. */
export class StepRecorder {
  private readonly tiles = new Map<number, KeptTile>();
  private readonly across: number;

  constructor(private readonly map: PaintMap) {
    this.across = Math.ceil(map.width / TILE);
  }

  /** To be called before the pixels `from` to `to` of row `y` change. */
  before(y: number, from: number, to: number): void {
    const row = Math.floor(y / TILE);
    for (let column = Math.floor(from / TILE); column <= Math.floor(to / TILE); column++) {
      const key = row * this.across + column;
      if (!this.tiles.has(key)) this.tiles.set(key, keepTile(this.map, tileRect(this.map, column, row)));
    }
  }

  /** Null where nothing was to change. */
  step(): PaintStep | null {
    return this.tiles.size === 0 ? null : stepOf([...this.tiles.values()]);
  }
}

/** Brings the map to what the step kept; the step that leads back again. */
export function applyStep(map: PaintMap, { tiles }: PaintStep): PaintStep {
  const opposite = stepOf(tiles.map(({ rect }) => keepTile(map, rect)));
  for (const { rect, planes } of tiles) {
    for (const [index, name] of PLANES.entries()) {
      const kept = planes[index];
      if (kept !== undefined) putPlane(map[name], map.width, rect, kept);
    }
  }
  return opposite;
}

/** The rectangle around all that the step changes. */
export function stepRect({ tiles }: PaintStep): PaintRect | null {
  return tiles.reduce<PaintRect | null>((all, { rect }) => joinRects(all, rect), null);
}

function stepOf(tiles: readonly KeptTile[]): PaintStep {
  const bytes = tiles.flatMap(({ planes }) => planes).reduce((sum, { data }) => sum + data.byteLength, 0);
  return { tiles, bytes };
}

function tileRect({ width, height }: PaintMap, column: number, row: number): PaintRect {
  const [x, y] = [column * TILE, row * TILE];
  return { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) };
}

function keepTile(map: PaintMap, rect: PaintRect): KeptTile {
  return { rect, planes: PLANES.map((name) => keepPlane(map[name], map.width, rect)) };
}
