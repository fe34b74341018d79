/**
 * A JPEG's components before any colour is made of them: Huffman-coded, baseline, extended or progressive, 8 bits
 * (ITU-T T.81). MozJPEG, which reads all other JPEGs here, gives out no CMYK; this does. Called by decodeCmykJpeg.
 */
import { type HuffmanTable, huffmanTable, JpegBits, JpegEndsEarly } from './jpegHuffman';
import { writeInverseDct } from './jpegIdct';
import { decodeScan, type JpegComponent, type JpegScan } from './jpegScan';

export interface JpegComponents {
  readonly width: number;
  readonly height: number;
  /** [height, width, components], each spread to the full size by repeating samples. */
  readonly samples: Uint8Array<ArrayBuffer>;
  /** Adobe's colour transform: 0 none, 1 YCbCr, 2 YCCK; null without Adobe's segment. */
  readonly adobe: number | null;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: readonly JpegComponent[];
  readonly mcusAcross: number;
  readonly mcusDown: number;
}

interface State {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;
  readonly huffman: Map<number, HuffmanTable>;
  readonly quantisation: Map<number, number[]>;
  frame: Frame | null;
  adobe: number | null;
  restartInterval: number;
}

const [DHT, EOI, SOS, DQT, DRI, APP14] = [0xc4, 0xd9, 0xda, 0xdb, 0xdd, 0xee];
/** Baseline, extended and progressive with Huffman codes: the others of SOF0 to SOF15 are hardly ever written. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

/** The size must have been checked against the file's header before. Throws a plain Error on damage. */
export function jpegComponents(bytes: Uint8Array<ArrayBuffer>): JpegComponents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const state: State = {
    bytes,
    view,
    huffman: new Map(),
    quantisation: new Map(),
    frame: null,
    adobe: null,
    restartInterval: 0,
  };
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) throw new Error('a JPEG segment is missing');
    if (marker === EOI) break;
    at = marker === 0xff ? at + 1 : readSegment(state, marker, at + 2);
  }
  if (state.frame === null) throw new Error('the JPEG has no frame');
  return { ...spread(state.frame, state.quantisation), adobe: state.adobe };
}

/** Returns where the next marker is. */
function readSegment(state: State, marker: number, at: number): number {
  const end = at + state.view.getUint16(at);
  const body = state.bytes.subarray(at + 2, end);
  if (end > state.bytes.length) throw new JpegEndsEarly('JPEG data end early');
  if (marker === DHT) readHuffman(state, body);
  else if (marker === DQT) readQuantisation(state, body);
  else if (marker === DRI) state.restartInterval = state.view.getUint16(at + 2);
  else if (marker === APP14 && body.length >= 12) state.adobe = body[11] ?? null;
  else if (FRAMES.has(marker)) state.frame = readFrame(state, body, marker);
  else if (marker === SOS) return readScan(state, body, end);
  return end;
}

function readHuffman({ huffman }: State, body: Uint8Array): void {
  for (let at = 0; at + 17 <= body.length; ) {
    const lengths = body.subarray(at + 1, at + 17);
    const symbols = lengths.reduce((sum, count) => sum + count, 0);
    huffman.set(body[at] ?? 0, huffmanTable(lengths, body.subarray(at + 17, at + 17 + symbols)));
    at += 17 + symbols;
  }
}

/** Tables of 8 or 16 bits, in zigzag order. */
function readQuantisation({ quantisation }: State, body: Uint8Array): void {
  for (let at = 0; at < body.length; ) {
    const [kind, wide] = [(body[at] ?? 0) & 15, (body[at] ?? 0) >> 4];
    at += 1;
    const value = (i: number) =>
      wide ? ((body[at + 2 * i] ?? 0) << 8) | (body[at + 2 * i + 1] ?? 0) : (body[at + i] ?? 0);
    quantisation.set(
      kind,
      Array.from({ length: 64 }, (_, i) => value(i)),
    );
    at += wide ? 128 : 64;
  }
}

function readFrame(state: State, body: Uint8Array, marker: number): Frame {
  if (state.frame !== null) throw new Error('the JPEG has two frames');
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = body;
  const [width, height] = [(w1 << 8) | w0, (h1 << 8) | h0];
  if (precision !== 8 || width === 0 || height === 0)
    throw new Error('a JPEG frame of no size or another depth');
  const stated = Array.from({ length: count }, (_, i) => {
    const [id = 0, factors = 0, quantisation = 0] = body.subarray(6 + i * 3);
    return { id, h: factors >> 4, v: factors & 15, quantisation };
  });
  const fits = (factor: number) => factor >= 1 && factor <= 4;
  if (!stated.every(({ h, v }) => fits(h) && fits(v))) throw new Error('JPEG sampling that does not exist');
  const [hMax, vMax] = [Math.max(...stated.map(({ h }) => h)), Math.max(...stated.map(({ v }) => v))];
  const [mcusAcross, mcusDown] = [Math.ceil(width / (8 * hMax)), Math.ceil(height / (8 * vMax))];
  const components = stated.map((part) => ({
    ...part,
    across: Math.ceil(Math.ceil((width * part.h) / hMax) / 8),
    down: Math.ceil(Math.ceil((height * part.v) / vMax) / 8),
    stride: mcusAcross * part.h,
    coefficients: new Int16Array(mcusAcross * part.h * mcusDown * part.v * 64),
  }));
  return { width, height, progressive: marker === 0xc2, components, mcusAcross, mcusDown };
}

/** Returns where the next marker is. */
function readScan(state: State, body: Uint8Array, at: number): number {
  const { frame, huffman, bytes, restartInterval } = state;
  if (frame === null) throw new Error('a JPEG scan before its frame');
  const count = body[0] ?? 0;
  const components = Array.from({ length: count }, (_, i) => {
    const [id, tables = 0] = body.subarray(1 + i * 2);
    const component = frame.components.find((part) => part.id === id);
    if (component === undefined) throw new Error('a JPEG scan of a component that does not exist');
    return { component, dc: huffman.get(tables >> 4), ac: huffman.get(0x10 | (tables & 15)) };
  });
  const [first = 0, last = 0, approximation = 0] = body.subarray(1 + count * 2);
  const { progressive, mcusAcross, mcusDown } = frame;
  const band = progressive
    ? { first, last, high: approximation >> 4, low: approximation & 15 }
    : { first: 0, last: 63, high: 0, low: 0 };
  if (band.first > band.last || band.last > 63 || band.low > 13) throw new Error('a JPEG scan of no band');
  const scan: JpegScan = { components, progressive, ...band, restartInterval, mcusAcross, mcusDown };
  const bits = new JpegBits(bytes, at);
  decodeScan(scan, bits);
  return nextMarker(bytes, bits.at);
}

function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff))
    at += 1;
  return at;
}

function spread(frame: Frame, quantisation: ReadonlyMap<number, readonly number[]>) {
  const { width, height, components } = frame;
  const samples = new Uint8Array(width * height * components.length);
  const [hMax, vMax] = [Math.max(...components.map(({ h }) => h)), Math.max(...components.map(({ v }) => v))];
  for (const [channel, component] of components.entries()) {
    const table = quantisation.get(component.quantisation);
    if (table === undefined) throw new Error('the JPEG lacks a table');
    const plane = componentPlane(component, table);
    const [rowSamples, { h, v }] = [component.stride * 8, component];
    for (let y = 0; y < height; y++) {
      const row = Math.floor((y * v) / vMax) * rowSamples;
      for (let x = 0; x < width; x++) {
        samples[(y * width + x) * components.length + channel] = plane[row + Math.floor((x * h) / hMax)] ?? 0;
      }
    }
  }
  return { width, height, samples };
}

/** [rows × 8, stride × 8]. */
function componentPlane({ coefficients, stride }: JpegComponent, table: readonly number[]): Uint8Array {
  const plane = new Uint8ClampedArray(coefficients.length);
  for (let block = 0; block * 64 < coefficients.length; block++) {
    const at = Math.floor(block / stride) * stride * 64 + (block % stride) * 8;
    writeInverseDct(coefficients.subarray(block * 64, block * 64 + 64), table, plane, at, stride * 8);
  }
  return new Uint8Array(plane.buffer);
}
