/** Which input sizes a network takes, what comes out, and how tiles of an image have to be laid. */
import { defined } from '../common/assert';
import type { UNetSpec } from '../domain/network';
import { buildGraph } from './buildGraph';
import type { Graph } from './graph';
import { inferSides } from './inferShapes';
import { receptiveReach } from './receptiveReach';

/** Sizes in px, of square tiles. */
export interface TileGeometry {
  readonly inputSize: number;
  /** What the network returns and training learns from: the whole input for `same`, its middle for `valid`. */
  readonly outputSize: number;
  /** The part of the output, in its middle, that does not depend on where the tile was cut; 0 for a tiny tile. */
  readonly core: number;
  /** Input pixels around the core, a side: what predicting needs beyond the pixels it writes. */
  readonly margin: number;
  /** Tile origins, counted from `margin` px outside the image, are multiples of this. */
  readonly alignment: number;
}

/** Side of the part that one tile of a large image writes, px. The paper's tile writes 388. */
const PREDICT_CORE = 256;
/**
 * From this side on, px, an image takes tiles of twice that side: a fourth as many calls, and less of them margin (at depth
 * 4 a third of the work less). Not where a tensor of the first level would have more floats than this (16 MiB).
 */
const LARGE_SIDE = 2048;
const LARGE_FLOATS = 2 ** 22;

/** The tile nearest to `wantedInput` px that the network takes. Throws `bad-setting` for a bad spec. */
export function tileGeometry(spec: UNetSpec, wantedInput: number): TileGeometry {
  const graph = buildGraph(spec);
  return geometryOf(spec, graph, nearestInput(graph, wantedInput));
}

/**
 * With norm layers a tile's statistics decide its result, and those of much of an image are steadier than those of a
 * piece as small as a training tile. So tiles grow up to this many times the side that was trained with, ...
 */
const NORM_GROWTH = 8;
/** ... and to this side, px, ... */
const NORM_SIDE = 1024;
/** ... as long as no tensor of the first level has more floats than this (64 MiB). Blended tiles cost four times one. */
const NORM_FLOATS = 2 ** 24;
/** In steps of this, px, so that images of many sizes share few plans. */
const NORM_STEP = 64;

/**
 * The tile to predict an image of `width` x `height` px with. Without norm layers the tile's size changes only the
 * work, not the result: large, so that little of it is margin, and no larger than equal tiles along the longer side
 * need. With norm layers the whole image where it is not much larger than the tile that was trained with, `trainedSize` px,
 * else one that is; its whole output counts (imaging/blendGrid), whatever is left of it as a core.
 */
export function predictionTile(
  spec: UNetSpec,
  image: { readonly width: number; readonly height: number },
  trainedSize: number,
): TileGeometry {
  const longest = Math.max(image.width, image.height);
  if (spec.norm !== 'none') return normTile(spec, longest, tileGeometry(spec, trainedSize));
  const roomy = longest >= LARGE_SIDE && spec.width * (2 * PREDICT_CORE) ** 2 <= LARGE_FLOATS;
  const core = roomy ? 2 * PREDICT_CORE : PREDICT_CORE;
  return tileWithCore(spec, longest / Math.ceil(longest / core));
}

function normTile(spec: UNetSpec, longest: number, trained: TileGeometry): TileGeometry {
  const { inputSize, outputSize } = trained;
  const whole = ceilTo(longest, NORM_STEP) + inputSize - outputSize;
  const held = Math.floor(Math.sqrt(NORM_FLOATS / spec.width) / NORM_STEP) * NORM_STEP;
  const wanted = Math.min(whole, NORM_GROWTH * inputSize, NORM_SIDE, held);
  if (wanted <= inputSize) return trained;
  const graph = buildGraph(spec);
  return geometryOf(spec, graph, smallestInput(graph, wanted));
}

/**
 * The next smaller tile to try where a device has no room for `tile`: about half as wide in what it writes. With norm
 * layers not below the tile that was trained with, `trainedSize` px, whose statistics the network knows. Null where there
 * is none.
 */
export function smallerTile(spec: UNetSpec, tile: TileGeometry, trainedSize: number): TileGeometry | null {
  const isNormed = spec.norm !== 'none';
  // A network may take no side between that of half a tile and that of the tile.
  for (let share = 0.5; share * tile.inputSize >= 1; share /= 2) {
    const smaller = isNormed
      ? tileGeometry(spec, Math.max(trainedSize, share * tile.inputSize))
      : tileWithCore(spec, share * tile.core);
    if (smaller.inputSize < tile.inputSize) return smaller;
  }
  return null;
}

/** For a look at one tile alone: where too little is left between the margins, the smallest tile that leaves something. */
export function trainedTile(spec: UNetSpec, trainedSize: number): TileGeometry {
  const tile = tileGeometry(spec, trainedSize);
  return tile.core > 0 ? tile : tileWithCore(spec, 1);
}

/** The smallest tile whose core is at least `core` px. Throws `bad-setting` for a bad spec. */
export function tileWithCore(spec: UNetSpec, core: number): TileGeometry {
  const graph = buildGraph(spec);
  const { margin, alignment } = geometryOf(spec, graph, smallestInput(graph, 1));
  return geometryOf(spec, graph, smallestInput(graph, ceilTo(Math.max(1, core), alignment) + 2 * margin));
}

function geometryOf(spec: UNetSpec, graph: Graph, inputSize: number): TileGeometry {
  const sides = defined(inferSides(graph, inputSize), `sides of ${inputSize} px`);
  const outputSize = defined(sides.at(-1), 'output side');
  const margin =
    spec.padding === 'valid' ? (inputSize - outputSize) / 2 : ceilTo(receptiveReach(graph), graph.alignment);
  const core = Math.max(0, inputSize - 2 * margin);
  return { inputSize, outputSize, core, margin, alignment: graph.alignment };
}

function nearestInput(graph: Graph, wanted: number): number {
  const above = smallestInput(graph, wanted);
  const below = largestInput(graph, wanted);
  return below !== null && wanted - below <= above - wanted ? below : above;
}

/** The smallest side of at least `wanted` px that the network takes; the sides it takes never end. */
function smallestInput(graph: Graph, wanted: number): number {
  let side = Math.max(1, Math.ceil(wanted));
  while (!inferSides(graph, side)) side++;
  return side;
}

function largestInput(graph: Graph, wanted: number): number | null {
  for (let side = Math.floor(wanted); side > 0; side--) if (inferSides(graph, side)) return side;
  return null;
}

function ceilTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
