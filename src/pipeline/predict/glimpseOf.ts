/** A quick look at what a network makes of an image, for the eye while it trains. */
import type { Example } from '../../domain/example';
import type { Glimpse } from '../../domain/train';
import type { Network } from '../../gpu/network';
import { centralTile } from './centralTile';
import { tileLabels } from './tileLabels';

/** Side of the part that is looked at, px. */
const GLIMPSE_SIDE = 128;

/** The labels of the image's middle, by one tile. */
export async function glimpseOf(
  network: Network,
  { id, image }: Example,
  trainedSize: number,
): Promise<Omit<Glimpse, 'step'>> {
  const { tile, geometry } = centralTile(network.spec, image, GLIMPSE_SIDE, trainedSize);
  const labels = await tileLabels(network, image, tile, geometry);
  return { imageId: id, x: tile.outX, y: tile.outY, width: tile.outWidth, height: tile.outHeight, labels };
}
