/** Every object as a row of measurements, and what each class amounts to. Pure. Called by the command line and the bench. */
import { defined } from '../../common/assert';
import type {
  ClassProbabilities,
  ClassTotal,
  MeasuredObject,
  ObjectMap,
  ObjectShape,
} from '../../domain/objects';
import type { Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import { meanProbabilities } from './classProbabilities';
import { type EdgeCrossings, edgeCrossings, objectPerimeter } from './edgeCrossings';
import { type Ellipse, ellipseOf } from './ellipse';
import { feretOf } from './feret';
import { objectHulls, type Point } from './objectHulls';
import { objectIntensities } from './objectIntensities';
import { type ShapeSums, shapeSums } from './shapeSums';

/** What objects are measured on, of their own size. */
export interface Measured {
  /** The file's own values, [height, width, channels]. */
  readonly image: Pick<Raster, 'channels' | 'data'>;
  readonly probabilities: ClassProbabilities;
  /** Null where it is not known; then nothing is told in µm. */
  readonly pixelSize: PixelSize | null;
}

const ONE_PX: PixelSize = { x: 1, y: 1 };

/** In order of id, from 1 on. Linear in the pixels. */
export function measureObjects(objects: ObjectMap, measured: Measured): MeasuredObject[] {
  const sums = shapeSums(objects);
  const facts = { sums, crossings: edgeCrossings(objects), hulls: objectHulls(objects, sums) };
  const intensities = objectIntensities(objects, measured.image);
  const probabilities = meanProbabilities(objects, measured.probabilities);
  const { pixelSize } = measured;
  return Array.from({ length: objects.count }, (_, index) => {
    const id = index + 1;
    return {
      id,
      classIndex: objects.classes[id] ?? 0,
      px: shapeOf(facts, id, ONE_PX),
      um: pixelSize && shapeOf(facts, id, pixelSize),
      ...formOf(facts, id, pixelSize ?? ONE_PX),
      intensities: intensities[id] ?? [],
      probability: probabilities[id] ?? 0,
      touchesBorder: reachesEdge(objects, sums, id),
    };
  });
}

/** All measured in px; a size turns them into lengths. */
interface Facts {
  readonly sums: ShapeSums;
  readonly crossings: EdgeCrossings;
  readonly hulls: readonly (readonly Point[])[];
}

function shapeOf({ sums, crossings, hulls }: Facts, id: number, size: PixelSize): ObjectShape {
  const { majorAxis, minorAxis } = ellipse(sums, id, size);
  const feret = feretOf(defined(hulls[id], 'hull'), size);
  const [left, top] = [sums.left[id] ?? 0, sums.top[id] ?? 0];
  const [right, bottom] = [(sums.right[id] ?? 0) + 1, (sums.bottom[id] ?? 0) + 1];
  return {
    area: (sums.area[id] ?? 0) * size.x * size.y,
    perimeter: objectPerimeter(crossings, id, size),
    centroid: { x: ((sums.meanX[id] ?? 0) + 0.5) * size.x, y: ((sums.meanY[id] ?? 0) + 0.5) * size.y },
    box: {
      x: left * size.x,
      y: top * size.y,
      width: (right - left) * size.x,
      height: (bottom - top) * size.y,
    },
    majorAxis,
    minorAxis,
    feretMax: feret.max,
    feretMin: feret.min,
  };
}

/** What has no unit. */
function formOf({ sums, crossings }: Facts, id: number, size: PixelSize) {
  const { eccentricity, orientation } = ellipse(sums, id, size);
  const area = (sums.area[id] ?? 0) * size.x * size.y;
  const circularity = (4 * Math.PI * area) / objectPerimeter(crossings, id, size) ** 2;
  return { circularity, eccentricity, orientation };
}

function ellipse({ xx, yy, xy }: ShapeSums, id: number, { x, y }: PixelSize): Ellipse {
  return ellipseOf((xx[id] ?? 0) * x * x, (yy[id] ?? 0) * y * y, (xy[id] ?? 0) * x * y);
}

function reachesEdge(
  { width, height }: ObjectMap,
  { left, right, top, bottom }: ShapeSums,
  id: number,
): boolean {
  return left[id] === 0 || top[id] === 0 || right[id] === width - 1 || bottom[id] === height - 1;
}

/** One for each class but `background`, in order, of an image of so many px; also for classes without objects. */
export function classTotals(
  rows: readonly MeasuredObject[],
  {
    classes,
    background,
    pixels,
    pixelSize,
  }: {
    readonly classes: number;
    readonly background: number;
    readonly pixels: number;
    readonly pixelSize: PixelSize | null;
  },
): ClassTotal[] {
  const indices = Array.from({ length: classes }, (_, index) => index).filter(
    (index) => index !== background,
  );
  return indices.map((classIndex) => {
    const own = rows.filter((row) => row.classIndex === classIndex);
    const areaPx = own.reduce((sum, { px }) => sum + px.area, 0);
    const areaUm = pixelSize && areaPx * pixelSize.x * pixelSize.y;
    return {
      classIndex,
      count: own.length,
      areaPx,
      areaUm,
      areaFraction: pixels === 0 ? 0 : areaPx / pixels,
    };
  });
}
