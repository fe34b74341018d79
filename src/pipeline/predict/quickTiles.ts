/** Which tiles a validation looks at: few, always the same, spread over what is held out. Pure; its cost is told beforehand. */
import type { UNetSpec } from '../../domain/network';
import type { Region } from '../../imaging/scores';
import type { Tile } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { centralTile, tileAround } from './centralTile';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A validation predicts at most about 6 x 128 x 128 px, whatever is held out: four tiles of 128 px of a single image,
 * two of each of two or three, one of each of more, no smaller than 64 px, of at most 16 images. Less would make
 * the curve jump from validation to validation, more would take time from the steps.
 */
const SIDE = 128;
const LEAST_SIDE = 64;
const MOST_IMAGES = 16;

/** Side of the tiles' cores, px of the training scale. */
export function quickSide(heldOut: number): number {
  return Math.max(LEAST_SIDE, Math.min(SIDE, Math.floor(SIDE * Math.sqrt(4 / Math.max(1, heldOut)))));
}

/** Tiles of each image. */
function tilesEach(heldOut: number): keyof typeof LATTICES {
  if (heldOut === 1) return 4;
  return heldOut <= 3 ? 2 : 1;
}

/** Evenly over the list where it has too many. */
export function quickImages<T>(heldOut: readonly T[]): T[] {
  const count = Math.min(MOST_IMAGES, heldOut.length);
  const places = new Set(
    Array.from({ length: count }, (_, index) => Math.floor((index * heldOut.length) / count)),
  );
  return heldOut.filter((_, place) => places.has(place));
}

export interface QuickTiles {
  readonly tiles: readonly Tile[];
  readonly geometry: TileGeometry;
}

/** Of one image, inside `part` of it, the whole or a held-out block; `heldOut` counts all held-out images. */
export function quickTiles(
  spec: UNetSpec,
  image: Size,
  part: Region,
  heldOut: number,
  trainedSize: number,
): QuickTiles {
  const { geometry } = centralTile(spec, image, quickSide(heldOut), trainedSize);
  const wide = part.width >= part.height;
  const middles = LATTICES[tilesEach(heldOut)].map(([u, v]) => {
    const [along, across] = wide ? [u, v] : [v, u];
    return tileAround(image, geometry, part.x + along * part.width, part.y + across * part.height);
  });
  const apart = new Map(middles.map((tile) => [`${tile.outX},${tile.outY}`, tile]));
  return { tiles: [...apart.values()], geometry };
}

/** Middles of so many tiles, as shares of the longer and the shorter side. */
const LATTICES = {
  1: [[0.5, 0.5]],
  2: [
    [0.25, 0.5],
    [0.75, 0.5],
  ],
  4: [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ],
} as const;
