/** The geometric part of a patch's transform as one map from the patch back into its image. */
import type { Affine } from '../../imaging/affine';
import type { PatchTransform } from './drawTransform';

/**
 * From pixels of the patch [size, size] to points of the image, for a patch whose untransformed top left pixel is
 * the image's (originX, originY). Flips and turns keep the patch's centre where it is. Flips and quarter turns
 * give whole numbers for whole pixels, exactly.
 */
export function patchAffine(
  {
    flipHorizontal,
    flipVertical,
    rotation,
  }: Pick<PatchTransform, 'flipHorizontal' | 'flipVertical' | 'rotation'>,
  originX: number,
  originY: number,
  size: number,
): Affine {
  const [cos, sin] = cosSin(rotation);
  const mirrorX = flipHorizontal ? -1 : 1;
  const mirrorY = flipVertical ? -1 : 1;
  // Forward: flip, then turn clockwise (y points down). Backward, as here: turn back, then flip.
  const linear = { xx: mirrorX * cos, xy: mirrorX * sin, yx: -mirrorY * sin, yy: mirrorY * cos };
  const centre = (size - 1) / 2;
  return {
    ...linear,
    x0: originX + centre - (linear.xx + linear.xy) * centre,
    y0: originY + centre - (linear.yx + linear.yy) * centre,
  };
}

/** Cosine and sine of an angle in degrees, exact at quarter turns. */
function cosSin(degrees: number): readonly [number, number] {
  const quarters = degrees / 90;
  if (!Number.isInteger(quarters)) {
    const radians = (degrees * Math.PI) / 180;
    return [Math.cos(radians), Math.sin(radians)];
  }
  const quarter = ((quarters % 4) + 4) % 4;
  return [[1, 0, -1, 0][quarter] ?? 1, [0, 1, 0, -1][quarter] ?? 0];
}
