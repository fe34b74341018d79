/** A model on an image as it is in its file: the one way that page and command line predict. */
import type { SourceImage } from '../../domain/example';
import type { ModelInfo } from '../../domain/train';
import type { Network } from '../../gpu/network';
import { predictionTile } from '../../network/tileGeometry';
import { atSourceSize } from './atSourceSize';
import { type ImagePrediction, type PredictOptions, predictImage } from './predictImage';
import { prepareForModel } from './prepareForModel';

/**
 * Labels and probabilities at the size of `raster`, whatever the scale the model was trained at. `network` is the
 * model's. Throws `wrong-channels` where the file lacks channels that the model needs, `aborted` between tiles.
 */
export async function predictSource(
  network: Network,
  info: ModelInfo,
  { raster, pixelSize }: Pick<SourceImage, 'raster' | 'pixelSize'>,
  options: Omit<PredictOptions, 'geometry'> = {},
): Promise<ImagePrediction> {
  const image = prepareForModel(raster, pixelSize, info);
  const geometry = predictionTile(info.spec, image, info.inputSize);
  return atSourceSize(await predictImage(network, image, { ...options, geometry }), raster);
}
