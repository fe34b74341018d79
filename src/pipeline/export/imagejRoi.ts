/** One outline as an ImageJ ROI file (data/annotations/roiHeader says where the format is described). Called by objectRois. */
import type { Polygon, Ring } from '../../imaging/objects/outlines';
import { ROI_AT, ROI_HEADER_BYTES, ROI_STEP } from '../data/annotations/roiHeader';

const VERSION = 227;
const TYPE = { rectangle: 1, traced: 8 } as const;

/** Whole numbers have 16 bits, of which readers take the highest for a sign. */
const MOST = 2 ** 15 - 1;

/**
 * A polygon without holes is a traced outline; several, or such with holes, are a composite, whose numbers are floats and
 * may be larger. `rgb` is 0xRRGGBB, the colour it is drawn in.
 */
export function imagejRoi(polygons: readonly Polygon[], rgb: number): Uint8Array<ArrayBuffer> {
  const rings = polygons.flatMap(({ outer, holes }) => [outer, ...holes]);
  const [only] = rings;
  const isTraced = rings.length === 1 && only !== undefined && only.length <= MOST && fits(only);
  const view = isTraced ? traced(only) : composite(rings);
  view.setUint32(0, 0x496f7574); // "Iout"
  view.setUint16(ROI_AT.version, VERSION);
  view.setUint32(ROI_AT.stroke, (0xff000000 | rgb) >>> 0);
  const corners = rings.flat();
  const set = (at: number, value: number) => view.setUint16(at, Math.min(MOST, value));
  set(ROI_AT.top, least(corners.map(({ y }) => y)));
  set(ROI_AT.left, least(corners.map(({ x }) => x)));
  set(ROI_AT.bottom, most(corners.map(({ y }) => y)));
  set(ROI_AT.right, most(corners.map(({ x }) => x)));
  return new Uint8Array(view.buffer);
}

function fits(ring: Ring): boolean {
  return ring.every(({ x, y }) => x <= MOST && y <= MOST);
}

/** Corners relative to the box: first all x, then all y. */
function traced(ring: Ring): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(ROI_HEADER_BYTES + 4 * ring.length));
  const [left, top] = [least(ring.map(({ x }) => x)), least(ring.map(({ y }) => y))];
  view.setUint8(ROI_AT.type, TYPE.traced);
  view.setUint16(ROI_AT.count, ring.length);
  for (const [index, { x, y }] of ring.entries()) {
    view.setUint16(ROI_HEADER_BYTES + 2 * index, x - left);
    view.setUint16(ROI_HEADER_BYTES + 2 * (ring.length + index), y - top);
  }
  return view;
}

/** A path of floats through all rings; inside is what an odd number of them encloses. */
function composite(rings: readonly Ring[]): DataView<ArrayBuffer> {
  const path = rings.flatMap((ring) => [
    ...ring.flatMap(({ x, y }, index) => [index === 0 ? ROI_STEP.move : ROI_STEP.line, x, y]),
    ROI_STEP.close,
  ]);
  const view = new DataView(new ArrayBuffer(ROI_HEADER_BYTES + 4 * path.length));
  view.setUint8(ROI_AT.type, TYPE.rectangle);
  view.setUint32(ROI_AT.shape, path.length);
  for (const [index, value] of path.entries()) view.setFloat32(ROI_HEADER_BYTES + 4 * index, value);
  return view;
}

// Not Math.min(...values): an outline may have more corners than a call may have arguments.
function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), 0);
}
