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
import { tileInRoom } from './tileInRoom';

/** What a user may choose; the model and the image settle the rest. */
export interface SourceOptions extends Omit<PredictOptions, 'geometry' | 'to'> {
  /** Told before the first tile where the device has no room for tiles as large as wanted; sides in px. */
  readonly onSmallerTile?: (side: number, wanted: number) => void;
}

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
  const { image, settled } = await prepared(network, info, source, options);
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
  const { image, settled } = await prepared(network, info, source, options);
  return predictStrips(network, image, settled, sink);
}

async function prepared(
  network: Network,
  info: ModelInfo,
  { rows, pixelSize }: SourceRows,
  { onSmallerTile, ...options }: SourceOptions,
) {
  checkModelChannels(rows.channels, info);
  const image = await preparedRows(rows, pixelSize, info, options);
  const geometry = await tileInRoom([network, ...(options.others ?? [])], image, info.inputSize);
  const wanted = predictionTile(info.spec, image, info.inputSize).inputSize;
  if (geometry.inputSize < wanted) onSmallerTile?.(geometry.inputSize, wanted);
  const { width, height } = rows;
  return { image, settled: { ...options, geometry, to: { width, height } } };
}
