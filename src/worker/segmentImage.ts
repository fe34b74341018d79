/** One image through the model on the open device, with its scores where the image has labels. Called by NetworkSession. */
import type { SourceImage } from '../domain/example';
import type { Prediction } from '../domain/predict';
import type { StudioDevice } from '../gpu/studioDevice';
import { scoreLabels } from '../imaging/scores';
import { predictSource } from '../pipeline/predict/predictSource';
import type { CurrentModel } from './currentModel';

export interface SegmentOptions {
  readonly onTile: (tile: number, tiles: number) => void;
  readonly signal: AbortSignal;
}

/** Rejects as predictSource does. */
export async function segmentImage(
  model: CurrentModel,
  device: StudioDevice,
  source: SourceImage,
  options: SegmentOptions,
): Promise<Prediction> {
  const started = performance.now();
  const found = await predictSource(model.network(device), model.info, source, options);
  const { labels, classes } = found;
  return {
    ...found,
    imageId: source.id,
    probabilities: Uint8Array.from(found.probabilities, (share) => Math.round(share * 255)),
    scores: source.labels ? scoreLabels(source.labels, labels, classes) : null,
    ms: performance.now() - started,
  };
}
