/** The linear part of a patch's transform as one map from the patch back into its image. */
import type { Affine } from '../../imaging/affine';
import type { PatchTransform } from './drawTransform';

export type LinearTransform = Pick<
  PatchTransform,
  'flipHorizontal' | 'flipVertical' | 'shear' | 'scale' | 'rotation' | 'shiftX' | 'shiftY'
>;

/**
 * From pixels of the patch [size, size] to points of the image at the training scale, for a patch whose untransformed
 * top left pixel is the image's (originX, originY). All but the shift keep the patch's centre where it is. Flips,
 * quarter turns and whole shifts give whole numbers for whole pixels, exactly.
 */
export function patchAffine(
  transform: LinearTransform,
  originX: number,
  originY: number,
  size: number,
): Affine {
  const { flipHorizontal, flipVertical, scale, shiftX, shiftY } = transform;
  const [cos, sin] = cosSin(transform.rotation);
  const slant = Math.tan((transform.shear * Math.PI) / 180);
  const mirrorX = (flipHorizontal ? -1 : 1) / scale;
  const mirrorY = (flipVertical ? -1 : 1) / scale;
  // Forward: flip, shear, scale, turn clockwise (y points down), shift. Backward, as here: the inverses, last first.
  const xx = mirrorX * (cos + slant * sin);
  const xy = mirrorX * (sin - slant * cos);
  const yx = -mirrorY * sin;
  const yy = mirrorY * cos;
  const centre = (size - 1) / 2;
  const [fromX, fromY] = [centre + shiftX, centre + shiftY];
  return {
    xx,
    xy,
    x0: originX + centre - (xx * fromX + xy * fromY),
    yx,
    yy,
    y0: originY + centre - (yx * fromX + yy * fromY),
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
