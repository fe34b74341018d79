/** One scan of a JPEG: its coefficients, added to those of earlier scans (ITU-T T.81, annexes F.2 and G). */
import type { HuffmanTable, JpegBits } from './jpegHuffman';

export interface JpegComponent {
  readonly id: number;
  /** Sampling factors, 1..4. */
  readonly h: number;
  readonly v: number;
  /** Number of its quantisation table. */
  readonly quantisation: number;
  /** Blocks that hold image, and blocks stored a row: whole MCUs. */
  readonly across: number;
  readonly down: number;
  readonly stride: number;
  /** [rows, stride, 64], in zigzag order. */
  readonly coefficients: Int16Array<ArrayBuffer>;
}

export interface ScanComponent {
  readonly component: JpegComponent;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
}

export interface JpegScan {
  readonly components: readonly ScanComponent[];
  readonly progressive: boolean;
  /** Band of coefficients, both included. */
  readonly first: number;
  readonly last: number;
  /** Bit that earlier scans reached, 0 for none, and the bit that this one reaches. */
  readonly high: number;
  readonly low: number;
  /** MCUs between restarts; 0 for none. */
  readonly restartInterval: number;
  readonly mcusAcross: number;
  readonly mcusDown: number;
}

/** What runs on from block to block. */
interface Running {
  readonly bits: JpegBits;
  /** Last DC value of each component of the scan. */
  readonly predictions: number[];
  /** Blocks left of a run of blocks without further coefficients. */
  endRun: number;
}

/** Throws a plain Error where the data end early or hold codes that do not exist. */
export function decodeScan(scan: JpegScan, bits: JpegBits): void {
  const running: Running = { bits, predictions: scan.components.map(() => 0), endRun: 0 };
  const [only] = scan.components;
  const alone = scan.components.length === 1 && only !== undefined;
  const units = alone ? only.component.across * only.component.down : scan.mcusAcross * scan.mcusDown;
  for (let unit = 0; unit < units; unit++) {
    if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) restart(running);
    if (alone) decodeAlone(scan, only, unit, running);
    else decodeMcu(scan, unit, running);
  }
}

function restart(running: Running): void {
  running.bits.restart();
  running.predictions.fill(0);
  running.endRun = 0;
}

function decodeAlone(scan: JpegScan, part: ScanComponent, unit: number, running: Running): void {
  const { across, stride } = part.component;
  decodeBlock(scan, part, 0, Math.floor(unit / across) * stride + (unit % across), running);
}

function decodeMcu(scan: JpegScan, unit: number, running: Running): void {
  const [row, column] = [Math.floor(unit / scan.mcusAcross), unit % scan.mcusAcross];
  for (const [index, part] of scan.components.entries()) {
    const { h, v, stride } = part.component;
    for (let y = 0; y < v; y++) {
      for (let x = 0; x < h; x++)
        decodeBlock(scan, part, index, (row * v + y) * stride + column * h + x, running);
    }
  }
}

function decodeBlock(
  scan: JpegScan,
  part: ScanComponent,
  index: number,
  block: number,
  running: Running,
): void {
  const out = part.component.coefficients.subarray(block * 64, block * 64 + 64);
  if (scan.first === 0) decodeDc(scan, part, index, out, running);
  if (scan.last === 0) return;
  if (part.ac === undefined) throw new Error('a JPEG scan lacks a table');
  const first = Math.max(1, scan.first);
  if (scan.high === 0) decodeAc(scan, part.ac, first, out, running);
  else refineAc(scan, part.ac, first, out, running);
}

function decodeDc(
  { high, low }: JpegScan,
  { dc }: ScanComponent,
  index: number,
  out: Int16Array,
  { bits, predictions }: Running,
): void {
  if (high > 0) {
    out[0] = (out[0] ?? 0) | (bits.bit() << low);
    return;
  }
  if (dc === undefined) throw new Error('a JPEG scan lacks a table');
  const value = (predictions[index] ?? 0) + bits.signed(bits.symbol(dc) & 15);
  predictions[index] = value;
  out[0] = value << low;
}

function decodeAc(
  { last, low, progressive }: JpegScan,
  table: HuffmanTable,
  first: number,
  out: Int16Array,
  running: Running,
): void {
  const { bits } = running;
  if (running.endRun > 0) {
    running.endRun -= 1;
    return;
  }
  for (let k = first; k <= last; k++) {
    const symbol = bits.symbol(table);
    const [zeros, size] = [symbol >> 4, symbol & 15];
    if (size > 0) {
      k += zeros;
      if (k > 63) throw new Error('a JPEG block is too long');
      out[k] = bits.signed(size) << low;
    } else if (zeros === 15) {
      k += 15;
    } else {
      // Only progressive scans have runs of more than this block.
      if (progressive) running.endRun = 2 ** zeros + bits.bits(zeros) - 1;
      return;
    }
  }
}

/** G.1.2.3: one more bit of coefficients that are not zero yet pass by, new ones are put between them. */
function refineAc(
  { last, low }: JpegScan,
  table: HuffmanTable,
  first: number,
  out: Int16Array,
  running: Running,
): void {
  const { bits } = running;
  let k = first;
  while (running.endRun === 0 && k <= last) {
    const symbol = bits.symbol(table);
    const [zeros, size] = [symbol >> 4, symbol & 15];
    if (size === 0 && zeros < 15) {
      running.endRun = 2 ** zeros + bits.bits(zeros);
      break;
    }
    const value = size === 0 ? 0 : bits.bit() === 1 ? 1 << low : -1 << low;
    k = refineRun(out, k, last, zeros, low, bits);
    if (value !== 0 && k <= last) out[k] = value;
    k += 1;
  }
  if (running.endRun > 0) {
    refineRun(out, k, last, Number.POSITIVE_INFINITY, low, bits);
    running.endRun -= 1;
  }
}

/** Refines what is not zero from `k` on, past `zeros` zeros; returns where the next zero stands. */
function refineRun(
  out: Int16Array,
  k: number,
  last: number,
  zeros: number,
  low: number,
  bits: JpegBits,
): number {
  let [at, left] = [k, zeros];
  for (; at <= last; at++) {
    const value = out[at] ?? 0;
    if (value === 0) {
      if (left === 0) break;
      left -= 1;
    } else if (bits.bit() === 1 && (value & (1 << low)) === 0) {
      out[at] = value + (value > 0 ? 1 << low : -1 << low);
    }
  }
  return at;
}
