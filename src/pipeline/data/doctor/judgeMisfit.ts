/** A mask of another size than its image: said, and how it could be laid on it. Pure. */
import type { ImageItem, MaskRef } from '../../../domain/data';
import type { Finding, Turn } from '../../../domain/findings';
import type { MaskRaster } from '../../../domain/masks';
import type { Raster } from '../../../domain/raster';
import type { Size } from '../../../imaging/resize';
import { SQUARE_SYMMETRIES } from '../../../imaging/squareSymmetries';
import { fitMask } from '../fitMask';
import { isScaled } from '../misfits';
import { edgeMap } from './edgeMap';
import { borderStrength } from './labelFit';

/** How a mask comes to lie on its image; null where it does not: it shows something else, or a part. */
export type Lay = { readonly turn: Turn | null } | null;

const QUARTER_TURNS = SQUARE_SYMMETRIES.filter(({ transposes }) => transposes);

/**
 * Sides in the same proportion are scaled; those of a turned image are turned first, by the one of the four ways in which
 * borders follow the edges of the image best.
 */
export function layOf(image: Raster, mask: MaskRaster): Lay {
  if (isScaled(mask, image)) return { turn: null };
  if (!isScaled({ width: mask.height, height: mask.width }, image)) return null;
  const edges = edgeMap(image);
  const { width, height } = image;
  const scored = QUARTER_TURNS.map((turn) => ({
    turn,
    strength: edges ? borderStrength(edges, fitMask(mask, { turn, width, height })) : 0,
  }));
  return scored.reduce((best, own) => (own.strength > best.strength ? own : best));
}

export function judgeMisfit(item: ImageItem, misfit: MaskRef, size: Size, lay: Lay): Finding {
  const { id: imageId, name, width, height } = item;
  const mask = misfit.planes[0]?.path ?? name;
  const sizes = `The mask ${mask} is ${size.width} × ${size.height} px, its image ${width} × ${height} px.`;
  return {
    code: 'other-size',
    imageId,
    others: [],
    message: `${sizes} ${adviceOf(lay)}`,
    evidence: null,
    repair: lay && { kind: 'fit', turn: lay.turn },
  };
}

function adviceOf(lay: Lay): string {
  if (lay === null) return 'Export it at the size of its image.';
  return lay.turn === null
    ? 'Scaled without in-between values it fits.'
    : 'Turned by 90° it fits: a camera may have noted to turn the image.';
}
