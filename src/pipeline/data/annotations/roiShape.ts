/**
 * One ImageJ ROI file as an outline (roiHeader says where the format is described). Called by readRois.
 */
import type { FlatRing, OutlineShape } from '../../../domain/annotations';
import { badAnnotations, rectangleRing } from './annotationProblems';
import { ROI_AT, ROI_HEADER_BYTES } from './roiHeader';
import { roiPath } from './roiPath';
import { splineRing } from './splineRing';

const FORMAT = 'an ImageJ ROI';

const [TEXT, IMAGE] = [1, 4];
const [SPLINE, SUB_PIXEL] = [1, 128];

/** In the second header, whose place the first one states. */
const MORE = { slice: 8, frame: 12, name: 16, nameLength: 20, group: 30 } as const;
const MORE_BYTES = 32;

/** By the number of their type. */
const TYPES = [
  'polygon',
  'rectangle',
  'oval',
  'line',
  'line',
  'line',
  'nothing',
  'freehand',
  'traced',
  'angle',
  'point',
];

export interface Roi {
  /** Null for what has no area; `noun` says what it is. */
  readonly shape: OutlineShape | null;
  readonly noun: string;
  /** Null where the file holds none. */
  readonly name: string | null;
  /** From 1; 0 for none. */
  readonly group: number;
  /** Which page of a stack, from 0; null for all. */
  readonly page: number | null;
}

/** Whether bytes are meant as a ROI: "Iout". */
export function isRoi(bytes: Uint8Array): boolean {
  return bytes[0] === 0x49 && bytes[1] === 0x6f && bytes[2] === 0x75 && bytes[3] === 0x74;
}

/** Throws `bad-annotations`. */
export function roiShape(path: string, bytes: Uint8Array): Roi {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < ROI_HEADER_BYTES || !isRoi(bytes)) throw damaged(path, 'it ends before its header does');
  const noun = TYPES[view.getUint8(ROI_AT.type)];
  if (noun === undefined) throw damaged(path, `type ${view.getUint8(ROI_AT.type)} is not known here`);
  const other = noun === 'rectangle' ? otherRectangle(view) : null;
  return { shape: other ? null : shapeOf(noun, view, path), noun: other ?? noun, ...notesOf(view, path) };
}

/** What is stored as a rectangle and is none: texts and pictures of an overlay, and rounded ones. Null for rectangles. */
function otherRectangle(view: DataView): string | null {
  const subtype = view.getInt16(ROI_AT.subtype);
  if (subtype === TEXT) return 'text';
  if (subtype === IMAGE) return 'picture';
  return view.getInt16(ROI_AT.arc) > 0 ? 'rounded rectangle' : null;
}

function shapeOf(noun: string, view: DataView, path: string): OutlineShape | null {
  const composite = view.getInt32(ROI_AT.shape);
  if (noun === 'rectangle' && composite > 0) {
    const rings = roiPath(floats(view, ROI_HEADER_BYTES, composite, path));
    if (rings === null) throw damaged(path, 'its path has a step that is not known here');
    return { kind: 'polygons', polygons: [rings] };
  }
  const box = boxOf(view);
  switch (noun) {
    case 'rectangle':
      return { kind: 'polygons', polygons: [[rectangleRing(box.x, box.y, box.width, box.height)]] };
    case 'oval':
      return { kind: 'ellipse', ...box };
    case 'polygon':
    case 'freehand':
    case 'traced':
      return { kind: 'polygons', polygons: [[curveOf(view, cornersOf(view, box, path))]] };
    default:
      return null;
  }
}

/** In whole px: of a rectangle or an oval with fractions, too, ImageJ fills what these say. */
function boxOf(view: DataView) {
  const [x, y] = [wholeAt(view, ROI_AT.left), wholeAt(view, ROI_AT.top)];
  return { x, y, width: wholeAt(view, ROI_AT.right) - x, height: wholeAt(view, ROI_AT.bottom) - y };
}

/** 16 bits with a sign, but of large images: ImageJ takes what would lie far outside for a number without one. */
function wholeAt(view: DataView, at: number): number {
  const value = view.getInt16(at);
  return value < -5000 ? value + 65_536 : value;
}

function isSubPixel(view: DataView): boolean {
  return view.getInt16(ROI_AT.version) >= 222 && (view.getInt16(ROI_AT.options) & SUB_PIXEL) !== 0;
}

function curveOf(view: DataView, corners: FlatRing): FlatRing {
  return (view.getInt16(ROI_AT.options) & SPLINE) === 0 ? corners : splineRing(corners);
}

/** All x, then all y: whole numbers from the box's corner on, and after these, where there are fractions, floats. */
function cornersOf(view: DataView, box: { x: number; y: number }, path: string): FlatRing {
  const count = view.getUint16(ROI_AT.count) || view.getInt32(ROI_AT.longCount);
  const from = ROI_HEADER_BYTES + (isSubPixel(view) ? 4 * count : 0);
  if (count < 0 || from + count * (isSubPixel(view) ? 8 : 4) > view.byteLength)
    throw damaged(path, 'it ends before its corners do');
  const ring = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    if (isSubPixel(view)) {
      ring[2 * i] = finite(view.getFloat32(from + 4 * i), path);
      ring[2 * i + 1] = finite(view.getFloat32(from + 4 * (count + i)), path);
    } else {
      ring[2 * i] = box.x + Math.max(0, wholeAt(view, from + 2 * i));
      ring[2 * i + 1] = box.y + Math.max(0, wholeAt(view, from + 2 * (count + i)));
    }
  }
  return ring;
}

function floats(view: DataView, from: number, count: number, path: string): number[] {
  if (from + 4 * count > view.byteLength) throw damaged(path, 'it ends before its path does');
  return Array.from({ length: count }, (_, i) => finite(view.getFloat32(from + 4 * i), path));
}

function finite(value: number, path: string): number {
  if (!Number.isFinite(value)) throw damaged(path, 'a coordinate of it is no number');
  return value;
}

/** What the second header says, where there is one. */
function notesOf(view: DataView, path: string): Pick<Roi, 'name' | 'group' | 'page'> {
  const position = view.getInt32(ROI_AT.position);
  const page = position > 0 ? position - 1 : null;
  const at = view.getInt32(ROI_AT.more);
  if (at <= 0) return { name: null, group: 0, page };
  if (at + MORE_BYTES > view.byteLength) throw damaged(path, 'it ends before its second header does');
  const [slice, frame] = [view.getInt32(at + MORE.slice), view.getInt32(at + MORE.frame)];
  const place = Math.max(slice, frame);
  return {
    name: textAt(view, view.getInt32(at + MORE.name), view.getInt32(at + MORE.nameLength)),
    group: view.getUint8(at + MORE.group),
    page: page ?? (place > 0 && Math.min(slice, frame) <= 1 ? place - 1 : null),
  };
}

/** UTF-16; null for none. */
function textAt(view: DataView, at: number, length: number): string | null {
  if (at <= 0 || length <= 0 || at + 2 * length > view.byteLength) return null;
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint16(at + 2 * i)));
}

function damaged(path: string, what: string) {
  return badAnnotations(path, FORMAT, what, 'Save it again in ImageJ, or leave it out.');
}
