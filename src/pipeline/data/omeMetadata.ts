/**
 * The first image of an OME-TIFF's OME-XML (OME Data Model 2016-06: Pixels, Channel, TiffData): the order of its
 * planes, its pixel size and its channels' names. Further images and other files of the set are not looked for.
 */
import { XMLParser } from 'fast-xml-parser';
import type { PixelSize } from '../../domain/scale';
import { micrometres, pixelSizeOf } from './pixelSize';
import { hyperstackPlanes, type PlanePages } from './stackPlanes';

interface OmeTiffData {
  readonly ifd: number | null;
  readonly first: { readonly c: number; readonly z: number; readonly t: number };
  readonly count: number | null;
  /** False where the plane lies in another file of the set. */
  readonly here: boolean;
}

export interface OmeMetadata {
  /** Fastest axis first: "XYZCT". */
  readonly order: string;
  readonly sizes: { readonly c: number; readonly z: number; readonly t: number };
  readonly pixelSize: PixelSize | null;
  /** Null where a channel has no name. */
  readonly channelNames: readonly string[] | null;
  readonly tiffData: readonly OmeTiffData[];
}

type Node = Readonly<Record<string, unknown>>;

const LISTS = new Set(['Image', 'Channel', 'TiffData']);
const MAX_XML = 2 ** 24;

/** Null for a description that is not OME-XML, is damaged, or holds no pixels. */
export function omeMetadata(description: string): OmeMetadata | null {
  if (description.length > MAX_XML || !description.slice(0, 4000).includes('<OME')) return null;
  const ome = parse(description);
  const image = list(ome, 'Image')[0];
  const pixels = image === undefined ? null : child(image, 'Pixels');
  if (ome === null || pixels === null) return null;
  return {
    order: text(pixels, 'DimensionOrder') || 'XYCZT',
    sizes: { c: count(pixels, 'SizeC'), z: count(pixels, 'SizeZ'), t: count(pixels, 'SizeT') },
    pixelSize: physicalSize(pixels),
    channelNames: namesOf(list(pixels, 'Channel')),
    tiffData: list(pixels, 'TiffData').map((data) => tiffData(data, text(ome, 'UUID'))),
  };
}

/**
 * The planes where all of them lie in this file, whose image pages are given by `pageOfIfd` (null for a directory that
 * is no image); null otherwise. A page with `samples` samples holds as many of the channels.
 */
export function omePlanes(
  { sizes, order, tiffData: stated }: OmeMetadata,
  pageOfIfd: readonly (number | null)[],
  samples: number,
): PlanePages[] | null {
  const c = Math.max(1, Math.ceil(sizes.c / samples));
  const stack = { channels: c, slices: sizes.z, frames: sizes.t };
  const total = c * sizes.z * sizes.t;
  if (total > pageOfIfd.length) return null;
  const extents = { C: c, Z: sizes.z, T: sizes.t };
  const axes = [...order.slice(2)].filter((axis): axis is 'C' | 'Z' | 'T' => axis in extents);
  const position = (at: Readonly<Record<'C' | 'Z' | 'T', number>>) => {
    let [index, stride] = [0, 1];
    for (const axis of axes) {
      index += at[axis] * stride;
      stride *= extents[axis];
    }
    return index;
  };
  const ifds = ifdByPosition(stated, total, samples, position);
  return hyperstackPlanes(
    stack,
    (cc, z, t) => pageOfIfd[ifds.get(position({ C: cc, Z: z, T: t })) ?? -1] ?? null,
  );
}

/** TiffData elements say which directory holds which plane; without any, directories follow the order. */
function ifdByPosition(
  stated: readonly OmeTiffData[],
  total: number,
  samples: number,
  position: (at: Readonly<Record<'C' | 'Z' | 'T', number>>) => number,
): Map<number, number> {
  const ifds = new Map<number, number>();
  const all =
    stated.length > 0 ? stated : [{ ifd: null, first: { c: 0, z: 0, t: 0 }, count: null, here: true }];
  for (const { ifd, first, count: stateCount, here } of all) {
    if (!here) continue;
    const start = position({ C: Math.floor(first.c / samples), Z: first.z, T: first.t });
    // "IFD given: one plane unless said; not given: all planes" (OME-TIFF specification, TiffData).
    const planes = Math.min(stateCount ?? (ifd === null ? total : 1), total - start);
    for (let i = 0; i < planes; i++) ifds.set(start + i, (ifd ?? 0) + i);
  }
  return ifds;
}

function parse(xml: string): Node | null {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseAttributeValue: false,
    parseTagValue: false,
    // Entities are how small XML becomes large; OME needs none.
    processEntities: false,
    isArray: (name) => LISTS.has(name),
  });
  try {
    return child(parser.parse(xml) as Node, 'OME');
  } catch {
    // Damaged metadata: the pixels are read all the same, as plain pages.
    return null;
  }
}

function tiffData(node: Node, ownUuid: string): OmeTiffData {
  const uuid = child(node, 'UUID')?.['#text'] ?? node.UUID;
  const here = uuid === undefined || ownUuid === '' || uuid === ownUuid;
  const number = (name: string) => {
    const value = text(node, name);
    return value === '' ? null : wholeNumber(value);
  };
  const first = { c: number('FirstC') ?? 0, z: number('FirstZ') ?? 0, t: number('FirstT') ?? 0 };
  return { ifd: number('IFD'), first, count: number('PlaneCount'), here };
}

function physicalSize(pixels: Node): PixelSize | null {
  const side = (axis: 'X' | 'Y') =>
    Number(text(pixels, `PhysicalSize${axis}`) || Number.NaN) *
    (micrometres(text(pixels, `PhysicalSize${axis}Unit`) || 'µm') ?? Number.NaN);
  return pixelSizeOf(side('X'), side('Y'));
}

function namesOf(channels: readonly Node[]): string[] | null {
  const names = channels.map((channel) => text(channel, 'Name'));
  return names.length > 0 && names.every((name) => name !== '') ? names : null;
}

function child(node: Node, name: string): Node | null {
  const value = node[name];
  return typeof value === 'object' && value !== null ? (value as Node) : null;
}

function list(node: Node | null, name: string): Node[] {
  const value = node?.[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

function text(node: Node, name: string): string {
  const value = node[`@${name}`];
  return typeof value === 'string' ? value.replace(/&(#?\w+);/g, character) : '';
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML's own five entities and numbered characters; anything else stays as it is written. */
function character(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function count(node: Node, name: string): number {
  return Math.max(1, wholeNumber(text(node, name)));
}

function wholeNumber(value: string): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : 0;
}
