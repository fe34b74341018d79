/** The small made-up results that the fake engine answers with. Not part of the product. */

import type { AugmentJudgement } from '../domain/augmentReport';
import { type Dataset, EMPTY_DATASET, hasLabels, type ImageItem, planeId } from '../domain/data';
import type { DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { Finding } from '../domain/findings';
import type { ChannelHistogram } from '../domain/intensity';
import type { KernelChoice } from '../domain/kernels';
import { drawnReading, type LabelMap, type MaskReading } from '../domain/labels';
import type { Norm } from '../domain/network';
import type { ImageObjects } from '../domain/objects';
import type { Prediction, PredictionSummary, PredictOptions } from '../domain/predict';
import type { WeightView } from '../domain/weights';
import type { ImageView, MaskBefore, PreviewPair, PreviewRequest } from './protocol';

const SIDE = 16;

export const FAKE_READING: MaskReading = { kind: 'classes', classes: [[0], [255]], ignore: [], clean: false };

const SAMPLE_IMAGES = ['sample-1.png', 'sample-2.png'];

export function isSample({ images }: Dataset): boolean {
  return images.every(({ id }) => SAMPLE_IMAGES.includes(id));
}

/** The dataset with one more image a path, each with a mask of two values. */
export function withImages(dataset: Dataset, paths: readonly string[]): Dataset {
  const known = dataset.images.filter(({ id }) => !paths.includes(id));
  const images = [...known, ...paths.map(makeImage)];
  const values = [0, 255].map((value) => ({ value, pixels: (SIDE * SIDE * images.length) / 2 }));
  const judgement = { kind: 'binary', flaws: [], evidence: ['Two values: 0 and 255.'] } as const;
  return { ...dataset, images, reading: FAKE_READING, judgement, values, classShares: [0.5, 0.5] };
}

/** With drawn labels of this checksum, or without any. */
export function withDrawn(dataset: Dataset, imageId: string, drawn: string | undefined): Partial<Dataset> {
  const images = dataset.images.map((image) => (image.id === imageId ? { ...image, drawn } : image));
  return { images, reading: dataset.reading ?? drawnReading(2) };
}

/** A grey image of one page with a mask of the same name. */
export function makeImage(path: string): ImageItem {
  const source = { path, page: 0, pages: 1 };
  const planes = [{ path: `masks/${path}`, page: 0, pages: 1 }];
  return {
    id: planeId(source),
    name: path,
    source,
    width: SIDE,
    height: SIDE,
    channels: 1,
    storedChannels: 1,
    type: 'uint8',
    pixelSize: null,
    large: false,
    mask: { planes, words: [null] },
    reason: 'same name in masks/',
  };
}

/** The dataset of the sample. */
export function sampleDataset(): Dataset {
  return withImages(EMPTY_DATASET, SAMPLE_IMAGES);
}

export function makeView(): ImageView {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  return { width: SIDE, height: SIDE, rgba, labels: new Uint8Array(SIDE * SIDE), ignore: null };
}

/** Background all over, where the image has labels. */
export function makeLabels({ images }: Dataset, imageId: string): LabelMap | null {
  const image = images.find(({ id }) => id === imageId);
  if (image === undefined || !hasLabels(image)) return null;
  return { width: SIDE, height: SIDE, classes: new Uint8Array(SIDE * SIDE), ignore: null, instances: null };
}

export function makeMaskBefore(): MaskBefore {
  const { width, height, rgba } = makeView();
  return { width, height, rgba, changed: new Uint8Array(width * height).fill(1, 0, 3) };
}

export function makeHistogram(): ChannelHistogram {
  return { low: 0, high: 255, bins: [1, 4, 2, 0], mean: 100, sd: 20, window: { low: 80, high: 120 } };
}

export function makePreview(request: PreviewRequest): PreviewPair[] {
  const patch = {
    inputSize: SIDE,
    outputSize: SIDE,
    channels: 1,
    image: new Float32Array(SIDE * SIDE),
    labels: new Uint8Array(SIDE * SIDE),
    weights: new Float32Array(SIDE * SIDE).fill(1),
    imageId: 'sample-1.png',
  };
  const description = { imageId: patch.imageId, x: 0, y: 0, drawn: [], grid: [] };
  return request.keys.map((key) => ({ key, augmented: patch, plain: patch, description }));
}

export function makePrediction(imageId: string): Prediction {
  return {
    imageId,
    width: SIDE,
    height: SIDE,
    classes: 2,
    labels: new Uint8Array(SIDE * SIDE),
    probabilities: new Uint8Array(2 * SIDE * SIDE),
  };
}

/** Images whose names sort later are less sure. */
export function makePredictionSummary(imageId: string, options: PredictOptions): PredictionSummary {
  const stem = imageId.replace(/\.[^.]*$/, '');
  const uncertainty = ((stem.codePointAt(stem.length - 1) ?? 0) % 64) / 64;
  const size = { width: SIDE, height: SIDE, classes: 2 };
  return { imageId, ...size, scores: null, uncertainty, shares: [1, 0], tiles: 1, ms: 1, options };
}

export function makeObjects(imageId: string): ImageObjects {
  const size = { width: SIDE, height: SIDE };
  return {
    imageId,
    map: { ...size, ids: new Uint32Array(SIDE * SIDE), count: 0, classes: new Uint8Array(1) },
    rows: [],
    totals: [{ classIndex: 1, count: 0, areaPx: 0, areaUm: null, areaFraction: 0 }],
    channels: 1,
    pixelSize: null,
    errors: null,
    scores: null,
    labels: new Uint8Array(SIDE * SIDE),
  };
}

export function makeJudgement(): AugmentJudgement {
  const shares = {
    mirroredShare: 0,
    plainMirroredShare: 0,
    labelsLostShare: 0,
    foldedShare: 0,
    noisyShare: 0,
    hiddenShare: 0,
  };
  return { patches: 64, ...shares, findings: [] };
}

export function makeWeightView(): WeightView {
  const weights = new Float32Array(SIDE * SIDE).fill(1);
  return { width: SIDE, height: SIDE, weights, gaps: [], gapsSentence: null };
}

export const FAKE_DEVICE: DeviceReport = {
  backend: 'webgpu',
  adapter: 'fake adapter',
  software: true,
  maxBufferBytes: null,
};

export function makeDetails(kernels: KernelChoice): DeviceDetails {
  return {
    report: FAKE_DEVICE,
    features: ['timestamp-query'],
    limits: { maxBufferSize: 1000 },
    variants: {},
    kernels,
    excluded: [],
    timed: [],
  };
}

export function makeCheck(norm: Norm): SelfCheck {
  return { norm, passed: true, tolerance: 1e-3, worst: { name: 'logits', error: 1e-6 } };
}

export function makeBenchmark(): Benchmark {
  const times = { compileMs: 900, stepMs: 4, predictMs: 1 };
  return { adapter: FAKE_DEVICE.adapter, network: 'width 8, depth 2, 64 px', ...times, peakBytes: 3000 };
}

/** An image whose name begins with "shifted" has a shifted mask, unless it was drawn over. */
export function makeFindings({ images }: Dataset): Finding[] {
  return images
    .filter(({ name, drawn }) => name.startsWith('shifted') && drawn === undefined)
    .map(({ id, name }) => ({
      code: 'shifted',
      imageId: id,
      others: [],
      message: `The mask of ${name} lies 5 px to the right of the edges that it outlines.`,
      evidence: { x: 0, y: 0, width: 1, height: 1 },
      repair: { kind: 'shift', dx: -5, dy: 0 },
    }));
}

/** What the fake repair leaves: one pixel of an object. */
export function makeRepaired(): LabelMap {
  const classes = new Uint8Array([1, 0, 0, 0]);
  return { width: 2, height: 2, classes, ignore: null, instances: null };
}
