/** `train --init MODEL`: what a run that begins from a model takes of it. Used by chooseTraining and trainCommand. */
import type { Normalisation } from '../domain/intensity';
import type { TrainingScale } from '../domain/scale';
import type { ModelInfo, TrainPlan, TrainSettings } from '../domain/train';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import type { WeightMap } from '../network/parameterTable';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { SavedModel } from '../pipeline/export/savedModel';
import { fineTuneWeights } from '../pipeline/train/fineTuneWeights';
import { report } from './progress';

/** The network's settings; what else it is made of comes with the images. */
export function networkSettings({ spec }: ModelInfo): Partial<TrainSettings> {
  const { depth, width, padding, norm, activation, skips } = spec;
  return { depth, width, padding, norm, activation: activation.kind, skips: skips ? 'on' : 'off' };
}

/**
 * Prepares the images as the model's own were, for the weights know no others: its channels, intensities and scale. A
 * scale that was given wins, and is told. Throws `bad-setting`.
 */
export async function prepareAsModel(
  library: ImageLibrary,
  { normalisation, channelChoice: channels, scale }: ModelInfo,
  given: TrainingScale | null,
): Promise<void> {
  await library.choose({ normalisation, channels, scale: given ?? scale });
  report(`prepared as the model's images were: ${intensityText(normalisation)}, ${channelText(channels)}`);
  if (given === null) report(`scale ${scaleText(scale)}: the model's own`);
  else if (JSON.stringify(given) !== JSON.stringify(scale)) {
    report(
      `scale ${scaleText(given)}: as given; the model was trained at ${scaleText(scale)}, so its weights see everything in another size`,
    );
  }
}

/** New ones, or those of a model, with a new optimizer. Throws `bad-setting` where it is of another network. */
export function firstWeights({ spec, seed }: TrainPlan, model: SavedModel | null): WeightMap {
  if (!model) return initWeights(buildGraph(spec), seed);
  return fineTuneWeights(spec, { spec: model.info.spec, weights: model.weights }, seed);
}

export function scaleText(scale: TrainingScale): string {
  if (scale.kind === 'pixelSize') return `${scale.um} µm a pixel`;
  return scale.kind === 'factor' ? String(scale.factor) : '1';
}

function intensityText(normalisation: Normalisation): string {
  switch (normalisation.kind) {
    case 'zscore':
      return 'intensities by z-score';
    case 'percentile':
      return `intensities from percentile ${normalisation.low} to ${normalisation.high}`;
    case 'window':
      return `intensities from ${normalisation.windows.map(({ low, high }) => `${low} to ${high}`).join(', ')}`;
  }
}

function channelText(channels: readonly number[] | null): string {
  return channels === null ? 'all channels' : `channels ${channels.map((channel) => channel + 1).join(', ')}`;
}
