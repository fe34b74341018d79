/** Where a patch is cut: which example, and where in its frame, before any transform. */
import { assert, defined } from '../../common/assert';
import { type Rng, rngStream } from '../../common/rng';
import type { PatchKey, PatchSampling } from '../../domain/augment';
import type { LabelPlaces } from './labelPlaces';
import { type PatchSource, type PreparedSource, preparedSource } from './patchSource';

export interface PlacedPatch {
  readonly source: PatchSource;
  readonly prepared: PreparedSource;
  /** First pixel of the output in the frame, px: outside where the image is smaller than the output. */
  readonly x: number;
  readonly y: number;
}

/** Weight of background against foreground (Falk 2019, the plugin's sampling density). */
const FALK_BACKGROUND = 0.1;
/** Share of patches that hold foreground (nnU-Net's oversample_foreground_percent, drawn for each patch). */
const FORCED = 1 / 3;
/** Most draws beyond the first: an image with few labels is not searched for long. */
const REDRAWS = 20;

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * The example is uniform. The output lies inside the image as far as it fits; where sampling draws a pixel, it is in
 * the output's middle unless the border is near. An image without what is looked for is sampled uniformly.
 */
export function placePatch(
  sources: readonly PatchSource[],
  outputSize: number,
  sampling: PatchSampling,
  { seed, step, index }: PatchKey,
): PlacedPatch {
  assert(sources.length > 0, 'there is an example to draw from');
  const { next } = rngStream(seed, 'patch', step, index);
  const source = defined(sources[Math.floor(next() * sources.length)], 'the drawn example');
  const prepared = preparedSource(source);
  const { width, height } = prepared.frame;
  const somewhere = () => ({ x: origin(next(), width, outputSize), y: origin(next(), height, outputSize) });
  const anywhere = withLabels(somewhere, prepared, outputSize);
  const pixel = drawPixel(prepared.places, sampling, rngStream(seed, 'place', step, index));
  return { source, prepared, ...(pixel === null ? anywhere : around(pixel, prepared, outputSize)) };
}

/** The first of a few draws whose output holds a pixel that counts: a patch without one teaches nothing. */
function withLabels(draw: () => Place, prepared: PreparedSource, outputSize: number): Place {
  let place = draw();
  for (let more = REDRAWS; more > 0 && !countsAt(place, prepared, outputSize); more--) place = draw();
  return place;
}

/** Whether a pixel of the label map that counts has its middle in the output at `place`. */
function countsAt({ x, y }: Place, { frame, labels }: PreparedSource, outputSize: number): boolean {
  const { width, height, ignore } = labels;
  if (ignore === null) return true;
  const along = (start: number, size: number, count: number): [number, number] => [
    Math.max(0, Math.ceil((start * count) / size - 0.5)),
    Math.min(count, Math.ceil(((start + outputSize) * count) / size - 0.5)),
  ];
  const [left, right] = along(x, frame.width, width);
  const [top, bottom] = along(y, frame.height, height);
  for (let row = top; row < bottom; row++) {
    if (ignore.subarray(row * width + left, row * width + right).includes(0)) return true;
  }
  return false;
}

/** Three draws, whatever comes of them. */
function drawPixel(places: LabelPlaces, sampling: PatchSampling, { next }: Rng) {
  const [chance, choice, rank] = [next(), next(), next()];
  const label =
    sampling === 'falk' ? falkClass(places, choice) : thirdClass(places, sampling, chance, choice);
  return label === null ? null : places.pixel(label, Math.floor(rank * places.count(label)));
}

function thirdClass(
  { present }: LabelPlaces,
  sampling: PatchSampling,
  chance: number,
  choice: number,
): number | null {
  if (sampling !== 'third' || chance >= FORCED) return null;
  const foreground = present.filter((label) => label !== 0);
  return foreground[Math.floor(choice * foreground.length)] ?? null;
}

/** Pixels are drawn by their weight, so a class by the weight of its pixels. */
function falkClass(places: LabelPlaces, choice: number): number | null {
  const weight = (label: number) => places.count(label) * (label === 0 ? FALK_BACKGROUND : 1);
  let left = choice * places.present.reduce((sum, label) => sum + weight(label), 0);
  for (const label of places.present) {
    left -= weight(label);
    if (left < 0) return label;
  }
  return places.present.at(-1) ?? null;
}

/** The output's first pixel, so that a pixel of the label map comes to its middle. */
function around(
  pixel: { readonly x: number; readonly y: number },
  { frame, labels }: PreparedSource,
  outputSize: number,
): { x: number; y: number } {
  const along = (at: number, size: number, labelSize: number) => {
    const middle = ((at + 0.5) * size) / labelSize - 0.5;
    const room = size - outputSize;
    if (room < 0) return Math.floor(room / 2);
    return Math.min(room, Math.max(0, Math.round(middle - (outputSize - 1) / 2)));
  };
  return { x: along(pixel.x, frame.width, labels.width), y: along(pixel.y, frame.height, labels.height) };
}

/** First pixel of an output of `side` px along an axis of `size` px, for a draw in [0, 1). */
function origin(draw: number, size: number, side: number): number {
  const room = size - side;
  return room < 0 ? Math.floor(room / 2) : Math.floor(draw * (room + 1));
}
