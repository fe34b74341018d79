/** Which pixels of labels nobody painted. Pure. Used by reopenedMap and patchedLabels. */
import type { LabelMap } from '../../domain/labels';

/**
 * [height, width], 1 where a pixel is ignored only since nobody painted it; null where there is no such pixel. Shared with
 * the labels. Where they do not say it, more ignored than background are taken for labels of a few scribbles.
 */
export function unpaintedPixels({ classes, ignore, unpainted }: LabelMap): Uint8Array<ArrayBuffer> | null {
  if (unpainted !== undefined) return unpainted;
  if (ignore === null) return null;
  let more = 0;
  for (let i = 0; i < classes.length; i++) {
    if (ignore[i] === 1) more += 1;
    else if (classes[i] === 0) more -= 1;
  }
  return more > 0 ? ignore : null;
}
