/**
 * An image that is never held whole through the model on the open device: read, segmented and written by rows, its labels
 * as a TIFF, its probabilities as another where they are asked for. What is shown of it is small. Called by NetworkSession.
 */
import type { Prediction, PredictOptions } from '../domain/predict';
import type { Network } from '../gpu/network';
import type { SourceRows } from '../pipeline/data/rowSource';
import { LabelStripWriter } from '../pipeline/export/labelTiff';
import { ProbabilityStripWriter } from '../pipeline/export/probabilityTiff';
import { type Scratch, type ScratchFile, TrackedScratch } from '../pipeline/export/scratch';
import { predictSourceStrips } from '../pipeline/predict/predictSource';
import { ResultOverview } from '../pipeline/predict/resultOverview';
import type { ResultStrip } from '../pipeline/predict/stripOutlet';
import type { PredictionWork } from '../pipeline/predict/summaryOf';
import type { CurrentModel } from './currentModel';
import { type SegmentOptions, SegmentRun } from './segmentRun';

export interface LargeOptions extends SegmentOptions {
  readonly scratch: Scratch;
}

/** A file of the result, whole, at the image's own size. */
export interface LargeFile {
  /** What follows the image's name. */
  readonly suffix: string;
  readonly file: ScratchFile;
}

export interface LargeResult {
  /** Every so many pixels of the whole. */
  readonly prediction: Prediction;
  readonly work: PredictionWork;
  readonly files: readonly LargeFile[];
}

interface StripFile extends LargeFile {
  readonly writer: { append(strip: ResultStrip): Promise<void>; end(): Promise<void> };
}

/** Where it fails or is cancelled, nothing stays of the files. Rejects as predictSourceStrips and the scratch do. */
export async function segmentLarge(
  model: CurrentModel,
  network: Network,
  { imageId, ...source }: SourceRows & { readonly imageId: string },
  { scratch, ...wishes }: LargeOptions,
): Promise<LargeResult> {
  const run = new SegmentRun(wishes);
  const { classes } = model.info.spec;
  const { width, height } = source.rows;
  const own = new TrackedScratch(scratch);
  try {
    const files = await openFiles(own, { width, height, classes }, source, wishes.options);
    const overview = new ResultOverview(source.rows, classes);
    const sink = async (strip: ResultStrip) => {
      overview.take(strip);
      for (const { writer } of files) await writer.append(strip);
    };
    const tiles = await predictSourceStrips(network, model.info, source, run.settled, sink);
    for (const { writer } of files) await writer.end();
    const { labels, probabilities } = overview;
    return {
      prediction: { imageId, width: overview.width, height: overview.height, classes, labels, probabilities },
      work: run.work(tiles),
      files: files.map(({ suffix, file }) => ({ suffix, file })),
    };
  } catch (thrown) {
    await own.dropAll();
    throw thrown;
  }
}

async function openFiles(
  scratch: Scratch,
  shape: { readonly width: number; readonly height: number; readonly classes: number },
  { pixelSize }: SourceRows,
  options: PredictOptions,
): Promise<StripFile[]> {
  const labels = await scratch.create();
  const files: StripFile[] = [
    { suffix: '.tif', file: labels, writer: new LabelStripWriter(labels, shape, pixelSize) },
  ];
  if (options.probabilities) {
    const file = await scratch.create();
    files.push({ suffix: '.prob.tif', file, writer: new ProbabilityStripWriter(file, shape, pixelSize) });
  }
  return files;
}
