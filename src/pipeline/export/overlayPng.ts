/** An image with its labels laid over it, as an RGB PNG: for slides and papers, not for measuring. Pure. */
import { encode } from 'fast-png';
import { hexToRgb } from '../../common/hexToRgb';
import type { OverlayStyle } from '../../domain/exports';
import type { ClassInfo } from '../../domain/labels';
import type { ObjectMap } from '../../domain/objects';
import type { Raster } from '../../domain/raster';
import { imageView } from '../data/imageView';
import { shownChannels } from '../data/selectChannels';

export interface OverlaidImage {
  /** As it is in its file. */
  readonly image: Raster;
  /** [height, width], class indices. */
  readonly labels: Uint8Array;
  readonly objects: ObjectMap;
}

/**
 * At the image's own size, its brightness as the page's viewer shows it. Colours of classes repeat where there are
 * fewer; hidden ones are left out. Outlines lie on the objects' own pixels.
 */
export function overlayPng(
  { image, labels, objects }: OverlaidImage,
  classes: readonly ClassInfo[],
  style: OverlayStyle,
): Uint8Array<ArrayBuffer> {
  const { width, height, rgba } = imageView(shownChannels(image, style.channels), null);
  const colours = Array.from({ length: 256 }, (_, label) => colourOf(label, classes, style));
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const colour = colours[labels[at] ?? 0] ?? null;
    const isEdge = style.outlines && colour !== null && isOnEdge(objects, at);
    const share = colour === null ? 0 : isEdge ? 1 : style.opacity;
    for (let c = 0; c < 3; c++)
      data[3 * at + c] = Math.round((rgba[4 * at + c] ?? 0) * (1 - share) + (colour?.[c] ?? 0) * share);
  }
  return new Uint8Array(encode({ width, height, data, channels: 3, depth: 8 }));
}

/** Null where the class is not drawn. */
function colourOf(label: number, classes: readonly ClassInfo[], { hidden }: OverlayStyle) {
  const info = classes[label % Math.max(1, classes.length)];
  return info === undefined || hidden.includes(label) ? null : hexToRgb(info.color);
}

/** Whether one of the four pixels beside it is not of its object. The image's edge is none. */
function isOnEdge({ ids, width, height }: ObjectMap, at: number): boolean {
  const id = ids[at];
  if (id === 0) return false;
  const x = at % width;
  return (
    (x > 0 && ids[at - 1] !== id) ||
    (x < width - 1 && ids[at + 1] !== id) ||
    (at >= width && ids[at - width] !== id) ||
    (at < width * (height - 1) && ids[at + width] !== id)
  );
}
