/**
 * Polygons as GeoJSON (RFC 7946) in px, as QuPath exports them: of one image, named after it. The studio's own also say
 * which image that is. Called by readAnnotations.
 */
import { z } from 'zod';
import { groupBy } from '../../../common/groupBy';
import type { AnnotationFile, FlatRing, Outline, OutlineShape } from '../../../domain/annotations';
import { badAnnotations, parsed, ringOf, roleOfName, Skipped } from './annotationProblems';

z.config({ jitless: true });

const FORMAT = 'GeoJSON';
/** A third number, the height, may follow. */
const position = z.array(z.number()).min(2);
const ring = z.array(position);
/** Where QuPath keeps objects of a stack. */
const plane = z.object({ z: z.int().min(0).optional(), t: z.int().min(0).optional() }).nullish();

const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring), plane });
const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring)),
  plane,
});
const noArea = z.object({ type: z.enum(['Point', 'MultiPoint', 'LineString', 'MultiLineString']), plane });
const geometry = z.discriminatedUnion('type', [polygon, multiPolygon, noArea]);

const classification = z.union([
  z.string(),
  z.object({ name: z.string().nullish(), names: z.array(z.string()).nullish() }),
]);
const feature = z.object({
  type: z.literal('Feature'),
  geometry,
  properties: z.object({ classification: classification.nullish() }).nullish(),
});

type Feature = z.infer<typeof feature>;
type Geometry = z.infer<typeof geometry>;

/** Whether parsed JSON is meant as GeoJSON: a collection, one feature, or QuPath's bare list of features. */
export function isGeoJson(json: unknown): boolean {
  return featuresIn(json) !== null;
}

function featuresIn(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return isOfType(json[0], 'Feature') ? json : null;
  if (isOfType(json, 'Feature')) return [json];
  return isOfType(json, 'FeatureCollection') && 'features' in json && Array.isArray(json.features)
    ? json.features
    : null;
}

function isOfType(json: unknown, type: string): json is object {
  return typeof json === 'object' && json !== null && 'type' in json && json.type === type;
}

/**
 * Each feature is one object, of the class that QuPath calls its classification. Points and lines are left out. Throws
 * `bad-annotations`.
 */
export function readGeoJson(path: string, json: unknown): AnnotationFile {
  const features = parsed(z.array(feature), featuresIn(json), path, FORMAT);
  const skipped = new Skipped();
  const drawn = features.flatMap((own) => {
    const shape = shapeOf(own.geometry);
    if (shape === null) skipped.add(own.geometry.type.includes('Point') ? 'point' : 'line');
    return shape === null ? [] : [{ outline: outlineOf(own, shape), page: pageOf(own.geometry, path) }];
  });
  const paged = drawn.some(({ page }) => page !== null);
  const byPage = groupBy(drawn, ({ page }) => (paged ? (page ?? 0) : null));
  const pages = drawn.length === 0 ? [[null, []] as const] : [...byPage];
  const image = isNamed(json) ? json.image : null;
  const images = pages.map(([page, own]) => {
    const outlines = own.map(({ outline }) => outline);
    return { image, page, size: null, outlines };
  });
  return { format: 'geojson', images, skipped: skipped.list() };
}

function isNamed(json: unknown): json is { readonly image: string } {
  return typeof json === 'object' && json !== null && 'image' in json && typeof json.image === 'string';
}

function outlineOf({ properties }: Feature, shape: OutlineShape): Outline {
  const own = properties?.classification ?? null;
  const name = typeof own === 'string' ? own : (own?.name ?? own?.names?.join(': ') ?? null);
  return { role: roleOfName(name), name: name || null, shapes: [shape] };
}

/** Null for an object of the first plane, which is what objects of single images are on too. */
function pageOf({ plane: own }: Geometry, path: string): number | null {
  const [z = 0, t = 0] = [own?.z, own?.t];
  if (z > 0 && t > 0) throw badAnnotations(path, FORMAT, 'its objects lie on slices of several times');
  return z + t === 0 ? null : z + t;
}

function shapeOf(own: Geometry): OutlineShape | null {
  if (own.type !== 'Polygon' && own.type !== 'MultiPolygon') return null;
  const polygons = own.type === 'Polygon' ? [own.coordinates] : own.coordinates;
  return { kind: 'polygons', polygons: polygons.map(ringsOf) };
}

/** The outer ring, then holes; each ends with its first corner, which adds nothing. */
function ringsOf(rings: readonly (readonly number[][])[]): FlatRing[] {
  return rings
    .map((corners) => ringOf(corners.flatMap(([x = 0, y = 0]) => [x, y])))
    .filter((corners) => corners !== null);
}
