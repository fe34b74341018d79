/** One image through the model on the open device. What is made of the result is ResultsSession's. Called by NetworkSession. */
import type { SourceImage } from '../domain/example';
import type { Prediction } from '../domain/predict';
import type { StudioDevice } from '../gpu/studioDevice';
import { rasterRows } from '../pipeline/data/rowSource';
import { placeStrip } from '../pipeline/predict/predictImage';
import { predictSourceStrips } from '../pipeline/predict/predictSource';
import type { ResultStrip } from '../pipeline/predict/stripOutlet';
import type { PredictionWork } from '../pipeline/predict/summaryOf';
import type { CurrentModel } from './currentModel';
import { type SegmentOptions, SegmentRun } from './segmentRun';

/** Probabilities become bytes as they come: they are never held as floats. Rejects as predictSource does. */
export async function segmentImage(
  model: CurrentModel,
  device: StudioDevice,
  source: SourceImage,
  options: SegmentOptions,
): Promise<{ readonly prediction: Prediction; readonly work: PredictionWork }> {
  const run = new SegmentRun(options);
  const { raster, pixelSize } = source;
  const { width, height } = raster;
  const { classes } = model.info.spec;
  const labels = new Uint8Array(width * height);
  const probabilities = new Uint8Array(classes * width * height);
  const rows = { rows: rasterRows(raster), pixelSize };
  const whole = { height, labels, probabilities };
  const place = (strip: ResultStrip) => placeStrip(strip, whole);
  const tiles = await predictSourceStrips(model.network(device), model.info, rows, run.settled, place);
  return {
    prediction: { imageId: source.id, ...{ width, height, classes, labels, probabilities } },
    work: run.work(tiles),
  };
}
