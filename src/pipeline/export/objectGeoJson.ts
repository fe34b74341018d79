/** Outlines of objects as GeoJSON, as QuPath imports and exports it. */
import { hexToRgb } from '../../common/hexToRgb';
import type { ClassInfo } from '../../domain/labels';
import type { MeasuredObject } from '../../domain/objects';
import type { Polygon, Ring } from '../../imaging/objects/outlines';

/**
 * The file: one FeatureCollection (RFC 7946), one Feature a row; `image`, a member of our own, which other readers pass
 * over, says what it is of, so that it is found again by it. Coordinates are px of the image from its upper left
 * corner, x to the right and y down. Properties are QuPath's: a detection with its class, and measurements in px. Outer
 * rings have a positive area by the shoelace formula, holes a negative one; the first point is repeated at the end.
 * `outlines` as objectOutlines makes them.
 */
export function objectGeoJson(
  rows: readonly MeasuredObject[],
  outlines: readonly (readonly Polygon[])[],
  classes: readonly ClassInfo[],
  image: string,
): string {
  const features = rows.map((row) => ({
    type: 'Feature',
    geometry: geometryOf(outlines[row.id] ?? []),
    properties: propertiesOf(row, classes[row.classIndex]),
  }));
  return JSON.stringify({ type: 'FeatureCollection', image, features });
}

function geometryOf(polygons: readonly Polygon[]) {
  const coordinates = polygons.map(({ outer, holes }) => [outer, ...holes].map(closed));
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0] }
    : { type: 'MultiPolygon', coordinates };
}

function closed(ring: Ring): number[][] {
  return [...ring, ...ring.slice(0, 1)].map(({ x, y }) => [x, y]);
}

function propertiesOf({ id, px, circularity, probability }: MeasuredObject, info: ClassInfo | undefined) {
  return {
    objectType: 'detection',
    name: String(id),
    classification: info && { name: info.name, color: hexToRgb(info.color) },
    measurements: {
      'Area px^2': px.area,
      'Perimeter px': px.perimeter,
      Circularity: circularity,
      Probability: probability,
    },
  };
}
