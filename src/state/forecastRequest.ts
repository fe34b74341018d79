/** What the state says of the run that Start would begin, as far as its memory goes. Pure. */
import { labelledImages } from '../domain/data';
import { scaleFactors } from '../domain/scale';
import type { ForecastRequest } from '../engine/protocol';
import { heldOutImages } from './heldOut';
import type { StudioState } from './studioState';

/** Null where there is nothing to train on. */
export function forecastRequest({ data, train }: StudioState): ForecastRequest | null {
  const labelled = labelledImages(data.dataset);
  const [first] = labelled;
  if (!first || data.classes.length < 2) return null;
  const { settings } = train;
  const heldOut = heldOutImages(data.dataset, settings);
  return {
    settings,
    classes: data.classes.length,
    channels: first.channels,
    heldOut: heldOut.map(({ width, height, pixelSize }) => {
      const { x, y } = scaleFactors(data.dataset.scale, pixelSize);
      return { width: Math.max(1, Math.round(width * x)), height: Math.max(1, Math.round(height * y)) };
    }),
  };
}
