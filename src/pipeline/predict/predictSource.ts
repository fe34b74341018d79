/** A model on an image as it is in its file: the one way that page and command line predict. */
import type { SourceImage } from '../../domain/example';
import type { ModelInfo } from '../../domain/train';
import type { Network } from '../../gpu/network';
import { predictionTile } from '../../network/tileGeometry';
import { preparedRows } from '../data/preparedRows';
import { rasterRows, type SourceRows } from '../data/rowSource';
import { checkModelChannels } from './checkChannels';
import { type ImagePrediction, predictWhole } from './predictImage';
import { type PredictOptions, predictStrips } from './predictStrips';
import type { StripSink } from './stripOutlet';

/** What a user may choose; the model and the image settle the rest. */
export type SourceOptions = Omit<PredictOptions, 'geometry' | 'to'>;

/**
 * Labels and probabilities at the size of `raster`, whatever the scale the model was trained at. `network` is the
 * model's. Throws `wrong-channels` where the file lacks channels that the model needs, `aborted` between tiles.
 */
export async function predictSource(
  network: Network,
  info: ModelInfo,
  { raster, pixelSize }: Pick<SourceImage, 'raster' | 'pixelSize'>,
  options: SourceOptions = {},
): Promise<ImagePrediction> {
  const source = { rows: rasterRows(raster), pixelSize };
  const { image, settled } = await prepared(info, source, options);
  return predictWhole(network, image, settled);
}

/** The same for an image of any size, in strips from the top; resolves to the number of tiles. Also what reading throws. */
export async function predictSourceStrips(
  network: Network,
  info: ModelInfo,
  source: SourceRows,
  options: SourceOptions,
  sink: StripSink,
): Promise<number> {
  const { image, settled } = await prepared(info, source, options);
  return predictStrips(network, image, settled, sink);
}

async function prepared(info: ModelInfo, { rows, pixelSize }: SourceRows, options: SourceOptions) {
  checkModelChannels(rows.channels, info);
  const image = await preparedRows(rows, pixelSize, info, options);
  const geometry = predictionTile(info.spec, image, info.inputSize);
  const { width, height } = rows;
  return { image, settled: { ...options, geometry, to: { width, height } } };
}
