/** All geometry of a patch as one map from its pixels to the image at the training scale, evaluated row by row. */
import type { Affine } from '../../imaging/affine';
import { DisplacementField, nodeGrid, splineGrid } from '../../imaging/displacementField';
import { reflect } from '../../imaging/mirror';
import type { PointRow } from '../../imaging/sampleRow';
import type { PatchTransform } from './drawTransform';
import { patchAffine } from './patchAffine';

interface Size {
  readonly width: number;
  readonly height: number;
}

export class PatchMap {
  readonly affine: Affine;
  private readonly fields: readonly DisplacementField[];

  /** For a patch of `size` px whose untransformed top left pixel is (originX, originY) of the frame. */
  constructor(
    transform: PatchTransform,
    originX: number,
    originY: number,
    readonly size: number,
  ) {
    this.affine = patchAffine(transform, originX, originY, size);
    this.fields = fieldsOf(transform, size);
  }

  /** Pixels of the frame to one of the patch, on the whole: what the linear part shrinks, bends left out. */
  step(): number {
    const { xx, xy, yx, yy } = this.affine;
    return Math.sqrt(Math.abs(xx * yy - xy * yx));
  }

  /** Points of the frame for row `y` of the patch, which may lie outside of it. Overwrites `out` [size]. */
  row(y: number, out: PointRow): void {
    const { xx, xy, x0, yx, yy, y0 } = this.affine;
    out.x.fill(0);
    out.y.fill(0);
    for (const field of this.fields) field.addRow(y, out.x, out.y);
    for (let x = 0; x < this.size; x++) {
      const u = x + (out.x[x] ?? 0);
      const v = y + (out.y[x] ?? 0);
      out.x[x] = xx * u + xy * v + x0;
      out.y[x] = yx * u + yy * v + y0;
    }
  }

  /** The displacement at a point of the patch, px of the patch; added before the linear part. */
  displacement(x: number, y: number): readonly [x: number, y: number] {
    let [dx, dy] = [0, 0];
    for (const field of this.fields) {
      const [fx, fy] = field.at(x, y);
      dx += fx;
      dy += fy;
    }
    return [dx, dy];
  }
}

/** Mirrors points outside 0..side - 1 back in, again and again where they are far out. */
export function foldPoints({ x, y }: PointRow, { width, height }: Size): void {
  for (let i = 0; i < x.length; i++) {
    const u = x[i] ?? 0;
    const v = y[i] ?? 0;
    if (!(u >= 0 && u <= width - 1)) x[i] = reflect(u, width);
    if (!(v >= 0 && v <= height - 1)) y[i] = reflect(v, height);
  }
}

function fieldsOf({ elastic, elasticSpline }: PatchTransform, size: number): DisplacementField[] {
  const grids = [
    ...(elastic === null ? [] : [nodeGrid(elastic.vectors, elastic.nodes, size)]),
    ...(elasticSpline === null ? [] : [splineGrid(elasticSpline.vectors, elasticSpline.spacing, size)]),
  ];
  return grids.map((grid) => new DisplacementField(grid, size));
}
