/** One image through the model on the open device, with its scores where the image has labels. Called by NetworkSession. */
import type { SourceImage } from '../domain/example';
import type { Prediction } from '../domain/predict';
import type { StudioDevice } from '../gpu/studioDevice';
import { scoreLabels } from '../imaging/scores';
import { rasterRows } from '../pipeline/data/rowSource';
import { placeStrip } from '../pipeline/predict/predictImage';
import { predictSourceStrips } from '../pipeline/predict/predictSource';
import type { ResultStrip } from '../pipeline/predict/stripOutlet';
import type { CurrentModel } from './currentModel';

export interface SegmentOptions {
  readonly onTile: (tile: number, tiles: number) => void;
  readonly signal: AbortSignal;
}

/** Probabilities become bytes as they come: they are never held as floats. Rejects as predictSource does. */
export async function segmentImage(
  model: CurrentModel,
  device: StudioDevice,
  source: SourceImage,
  options: SegmentOptions,
): Promise<Prediction> {
  const started = performance.now();
  const { raster, pixelSize, labels: truth } = source;
  const { width, height } = raster;
  const { classes } = model.info.spec;
  const labels = new Uint8Array(width * height);
  const probabilities = new Uint8Array(classes * width * height);
  const rows = { rows: rasterRows(raster), pixelSize };
  const whole = { height, labels, probabilities };
  const place = (strip: ResultStrip) => placeStrip(strip, whole);
  const tiles = await predictSourceStrips(model.network(device), model.info, rows, options, place);
  return {
    imageId: source.id,
    ...{ width, height, classes, labels, probabilities, tiles },
    scores: truth ? scoreLabels(truth, labels, classes) : null,
    ms: performance.now() - started,
  };
}
