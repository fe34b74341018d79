/**
 * Cutting a patch out of an image through its map, one read a raster: intensities cubic or linear, labels nearest at
 * the same points, border weights linear. Beyond the border all are mirrored alike.
 */
import { assert, defined } from '../../common/assert';
import type { Interpolation, Patch } from '../../domain/augment';
import type { LabelMap } from '../../domain/labels';
import { placementOf } from '../../imaging/placement';
import { cubicRow, linearRow, nearestRow, type PointRow } from '../../imaging/sampleRow';
import { foldPoints, type PatchMap } from './patchMap';
import { type PatchSource, preparedSource } from './patchSource';

/** Sides of a patch, px. The output lies in the middle of the input. */
export interface PatchGeometry {
  readonly inputSize: number;
  readonly outputSize: number;
}

/** Input pixels around the output, a side, px. */
export function patchMargin({ inputSize, outputSize }: PatchGeometry): number {
  const margin = (inputSize - outputSize) / 2;
  const centred = Number.isInteger(margin) && margin >= 0;
  assert(centred, `an output of ${outputSize} px is not centred in ${inputSize} px`);
  return margin;
}

/**
 * `classWeights[c]` is the weight of pixels of class c; the border weight is added to it, and ignored pixels weigh 0. A
 * mirrored pixel keeps the label of the pixel it is a copy of, its weight and its being ignored.
 */
export function warpPatch(
  source: PatchSource,
  map: PatchMap,
  geometry: PatchGeometry,
  interpolation: Interpolation,
  classWeights: readonly number[],
): Patch {
  const { frame, levels } = preparedSource(source);
  const { inputSize, outputSize } = geometry;
  const { channels } = source.image;
  const margin = patchMargin(geometry);
  const level = levels.at(map.step());
  const readRow = interpolation === 'cubic' ? cubicRow : linearRow;
  const image = new Float32Array(inputSize * inputSize * channels);
  const truth = new TruthRows(source, outputSize, classWeights);
  const points = { x: new Float64Array(inputSize), y: new Float64Array(inputSize) };
  const inner = {
    x: points.x.subarray(margin, margin + outputSize),
    y: points.y.subarray(margin, margin + outputSize),
  };
  for (let y = 0; y < inputSize; y++) {
    map.row(y, points);
    foldPoints(points, frame);
    readRow(level.image, level.place, points, image, y * inputSize * channels);
    if (y >= margin && y < margin + outputSize) truth.read(inner, y - margin);
  }
  const { labels, weights } = truth;
  return { inputSize, outputSize, channels, image, labels, weights, imageId: source.id };
}

/** Labels and weights of a patch's output, filled row by row. */
class TruthRows {
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
  private readonly map: LabelMap;
  private readonly pixels: Int32Array;
  private readonly classWeights: Float64Array;

  constructor(
    private readonly source: PatchSource,
    private readonly size: number,
    classWeights: readonly number[],
  ) {
    const { labels, places } = preparedSource(source);
    this.map = labels;
    for (const label of places.present) defined(classWeights[label], 'the weight of a class');
    // Classes of ignored pixels only have no weight and need none.
    this.classWeights = Float64Array.from({ length: 256 }, (_, label) => classWeights[label] ?? 0);
    this.labels = new Uint8Array(size * size);
    this.weights = new Float32Array(size * size);
    this.pixels = new Int32Array(size);
  }

  read(points: PointRow, y: number): void {
    const { frame } = preparedSource(this.source);
    const { labels, weights, pixels, classWeights, size } = this;
    const { classes, ignore } = this.map;
    const borders = this.source.borderWeights ?? null;
    const at = y * size;
    nearestRow(this.map, placementOf(this.map, frame), points, pixels);
    if (borders !== null) linearRow(borders, placementOf(borders, frame), points, weights, at);
    for (let x = 0; x < size; x++) {
      const pixel = pixels[x] ?? 0;
      const label = classes[pixel] ?? 0;
      labels[at + x] = label;
      weights[at + x] = (weights[at + x] ?? 0) + (classWeights[label] ?? 0);
    }
    if (ignore !== null) for (let x = 0; x < size; x++) if (ignore[pixels[x] ?? 0]) weights[at + x] = 0;
  }
}
