/** What the inspector says of one image, name by name. Pure. */
import type { ImageItem, MaskRef } from '../../domain/data';
import { formatNumber, formatSize, plural } from '../../ui/format';

export interface ImageFact {
  readonly name: string;
  readonly value: string;
}

export function imageFacts(image: ImageItem): ImageFact[] {
  const facts = [
    { name: 'Name', value: image.name },
    { name: 'Size', value: sizeText(image) },
    { name: 'Pixels', value: `${channelsText(image)}, ${image.type}` },
    ...(image.drawn === undefined ? [] : [{ name: 'Labels', value: 'drawn in the studio' }]),
    { name: 'Mask', value: image.mask ? `${maskName(image.mask)} (${image.reason})` : image.reason },
  ];
  return facts;
}

/** "512 × 512 px, 0.65 µm a pixel". */
function sizeText({ width, height, pixelSize }: ImageItem): string {
  const size = formatSize(width, height);
  if (pixelSize === null) return size;
  const { x, y } = pixelSize;
  return `${size}, ${x === y ? formatNumber(x) : `${formatNumber(x)} × ${formatNumber(y)}`} µm a pixel`;
}

function channelsText({ channels, storedChannels }: ImageItem): string {
  return channels === storedChannels
    ? plural(channels, 'channel')
    : `${channels} of ${plural(storedChannels, 'channel')}`;
}

/** "a_mask.png", "labels.json", "labels.tif, page 3", "12 files, one an object". */
function maskName({ planes, outlinedAt }: MaskRef): string {
  const [plane] = planes;
  if (outlinedAt && planes.length > 1) return `${plural(planes.length, 'file')} of outlines`;
  if (planes.length !== 1 || !plane) return `${plural(planes.length, 'file')}, one an object`;
  const name = plane.path.slice(plane.path.lastIndexOf('/') + 1);
  return plane.pages > 1 && !outlinedAt ? `${name}, page ${plane.page + 1}` : name;
}
