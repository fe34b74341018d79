/** A quick look at what a network makes of an image, for the eye while it trains. */
import type { Example } from '../../domain/example';
import type { Glimpse } from '../../domain/trainEvents';
import type { Network } from '../../gpu/network';
import { pickLabels, type Size } from '../../imaging/resize';
import { centralTile, tileAround } from './centralTile';
import { labelledPart } from './quickScores';
import { tileLabels } from './tileLabels';

/** Side of the part that is looked at, px of the training scale. */
export const GLIMPSE_SIDE = 128;

type Look = Omit<Glimpse, 'step' | 'imageId'>;

/** The labels of the middle of what is labelled (a held-out block, or all), by one tile; place and size in px of the source. */
export async function glimpseOf(
  network: Network,
  example: Example,
  trainedSize: number,
): Promise<Omit<Glimpse, 'step'>> {
  const { id, image, sourceLabels } = example;
  const { geometry } = centralTile(network.spec, image, GLIMPSE_SIDE, trainedSize);
  const part = (example.labels && labelledPart(example.labels)) ?? {
    x: 0,
    y: 0,
    width: image.width,
    height: image.height,
  };
  const tile = tileAround(image, geometry, part.x + part.width / 2, part.y + part.height / 2);
  const labels = await tileLabels(network, image, tile, geometry);
  const look = { x: tile.outX, y: tile.outY, width: tile.outWidth, height: tile.outHeight, labels };
  return { imageId: id, ...(sourceLabels ? onSource(look, image, sourceLabels) : look) };
}

/** The same part of the image at the source's size: what the page draws on. */
function onSource({ x, y, width, height, labels }: Look, scaled: Size, source: Size): Look {
  const [left, right] = stretched(x, x + width, source.width / scaled.width);
  const [top, bottom] = stretched(y, y + height, source.height / scaled.height);
  const size = { width: right - left, height: bottom - top };
  return { x: left, y: top, ...size, labels: pickLabels(labels, { width, height }, size) };
}

/** Whole pixels, at least one. */
function stretched(from: number, to: number, factor: number): [number, number] {
  const start = Math.floor(from * factor);
  return [start, Math.max(start + 1, Math.round(to * factor))];
}
