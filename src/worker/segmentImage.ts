/** One image through the model on the open device. What is made of the result is ResultsSession's. Called by NetworkSession. */
import type { SourceImage } from '../domain/example';
import type { Prediction, PredictOptions } from '../domain/predict';
import type { Network } from '../gpu/network';
import type { StudioDevice } from '../gpu/studioDevice';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import { rasterRows } from '../pipeline/data/rowSource';
import { placeStrip } from '../pipeline/predict/predictImage';
import { predictSourceStrips } from '../pipeline/predict/predictSource';
import type { ResultStrip } from '../pipeline/predict/stripOutlet';
import type { PredictionWork } from '../pipeline/predict/summaryOf';
import type { CurrentModel } from './currentModel';

export interface SegmentOptions {
  readonly options: PredictOptions;
  /** Those of the options' runs. */
  readonly others: readonly Network[];
  readonly onTile: (tile: number, tiles: number) => void;
  readonly signal: AbortSignal;
}

/** Probabilities become bytes as they come: they are never held as floats. Rejects as predictSource does. */
export async function segmentImage(
  model: CurrentModel,
  device: StudioDevice,
  source: SourceImage,
  { options, others, onTile, signal }: SegmentOptions,
): Promise<{ readonly prediction: Prediction; readonly work: PredictionWork }> {
  const started = performance.now();
  const { raster, pixelSize } = source;
  const { width, height } = raster;
  const { classes } = model.info.spec;
  const labels = new Uint8Array(width * height);
  const probabilities = new Uint8Array(classes * width * height);
  const rows = { rows: rasterRows(raster), pixelSize };
  const whole = { height, labels, probabilities };
  const place = (strip: ResultStrip) => placeStrip(strip, whole);
  const settled = { onTile, signal, others, ...(options.tta ? { symmetries: SQUARE_SYMMETRIES } : {}) };
  const tiles = await predictSourceStrips(model.network(device), model.info, rows, settled, place);
  return {
    prediction: { imageId: source.id, ...{ width, height, classes, labels, probabilities } },
    work: { tiles, ms: performance.now() - started, options },
  };
}
