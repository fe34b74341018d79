/**
 * The built-in sample: generated slices that look like electron micrographs of nerve tissue, with the truth
 * known to the pixel. What a newcomer trains on first, and the fixture of tests that need real-looking data.
 */
import { encode } from 'fast-png';
import { type Rng, rngStream } from '../../common/rng';
import type { Raster } from '../../domain/raster';
import { growTissue, type Tissue } from './sampleCells';
import { blur, smoothNoise, whiteNoise } from './sampleNoise';
import { shadeOrganelles } from './sampleOrganelles';
import type { SourceFile } from './sourceFile';

export interface SampleOptions {
  /** Number of image and mask pairs. */
  readonly count: number;
  /** Side of each image, px. */
  readonly size: number;
  readonly seed: number;
}

const DEFAULT_SAMPLE: SampleOptions = { count: 8, size: 256, seed: 1 };

/** Half the width of a labelled membrane, px. */
const MEMBRANE_HALF_WIDTH = 2.6;
/** Grey of a cell's inside, and how much darker a membrane is. */
const CYTOPLASM = 158;
const MEMBRANE_DEPTH = 96;

/** A decoded file of the sample. */
export interface SampleFile {
  readonly path: string;
  readonly raster: Raster;
}

/** `images/1.png` with `masks/1.png` and so on: uint8, 255 on membranes and 0 inside. Equal options, equal bytes. */
export function sampleFiles({ count, size, seed }: SampleOptions = DEFAULT_SAMPLE): SampleFile[] {
  return Array.from({ length: count }, (_, index) => {
    const { image, mask } = sampleSlice(size, seed, index);
    const name = `${index + 1}.png`;
    return [
      { path: `images/${name}`, raster: image },
      { path: `masks/${name}`, raster: mask },
    ];
  }).flat();
}

/** The same as PNG files, to be read like any others. */
export function samplePngs(options: SampleOptions = DEFAULT_SAMPLE): SourceFile[] {
  return sampleFiles(options).map(({ path, raster: { width, height, data } }) => {
    const bytes = encode({ width, height, data: Uint8Array.from(data), channels: 1, depth: 8 });
    return { path, blob: new Blob([new Uint8Array(bytes)]) };
  });
}

function sampleSlice(size: number, seed: number, index: number): { image: Raster; mask: Raster } {
  const tissue = growTissue(rngStream(seed, 'sample', index, 0), size);
  const mask = tissue.distance.map((distance) => (distance <= MEMBRANE_HALF_WIDTH ? 255 : 0));
  const grey = paint(seed, index, size, tissue);
  return { image: toRaster(grey, size), mask: toRaster(mask, size) };
}

/** Cytoplasm, minus what is dark in it, minus membranes; then the microscope's blur, shading and noise. */
function paint(seed: number, index: number, size: number, tissue: Tissue): Float32Array<ArrayBuffer> {
  const stream = (part: number) => rngStream(seed, 'sample', index, part);
  const inside = cytoplasm(stream(1), size, tissue);
  const organelles = shadeOrganelles(stream(2), size, tissue);
  const walls = membranes(stream(3), size, tissue);
  const tissueGrey = inside.map((grey, i) => grey - Math.max(organelles[i] ?? 0, walls[i] ?? 0));
  const seen = blur(tissueGrey, size, 0.7);
  const shading = smoothNoise(stream(4), size, size / 2);
  const noise = whiteNoise(stream(5), size);
  return seen.map((grey, i) => grey + (shading[i] ?? 0) * 7 + (noise[i] ?? 0) * 8);
}

/** Every cell its own grey, clouded and grainy. */
function cytoplasm(rng: Rng, size: number, tissue: Tissue): Float32Array<ArrayBuffer> {
  const greys = Float32Array.from({ length: tissue.cells }, () => CYTOPLASM + rng.normal() * 11);
  const clouds = smoothNoise(rng, size, 11);
  const grain = blur(whiteNoise(rng, size), size, 1);
  return clouds.map((cloud, i) => (greys[tissue.cell[i] ?? 0] ?? 0) + cloud * 7 + (grain[i] ?? 0) * 42);
}

/** Dark lines whose depth and width wander: where the slice cuts a wall aslant, it is wide and faint. */
function membranes(rng: Rng, size: number, { distance }: Tissue): Float32Array<ArrayBuffer> {
  const slant = smoothNoise(rng, size, 22);
  return distance.map((px, i) => {
    const aslant = Math.min(1, Math.max(0, (slant[i] ?? 0) * 0.45 + 0.1));
    const halfWidth = 1.9 + 1.7 * aslant;
    return MEMBRANE_DEPTH * (1 - 0.4 * aslant) * Math.exp(-((px / halfWidth) ** 2));
  });
}

function toRaster(values: ArrayLike<number>, size: number): Raster {
  const data = Uint8Array.from(Uint8ClampedArray.from(values));
  return { width: size, height: size, channels: 1, type: 'uint8', data };
}
