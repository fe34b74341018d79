/**
 * Labels as an 8-bit grey PNG whose values are the class indices, written as the rows come: memory grows with the rows
 * that are given at once, not with the image. Small images: labelPng. PNG: W3C Recommendation, third edition.
 */
import { Zlib } from 'fflate';
import { assert } from '../../common/assert';
import { crc32 } from '../../common/crc32';
import type { ByteSink } from './byteSink';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Filter "up": each value less the one above it. Labels are mostly those of the row above. */
const UP = 2;

export class LabelPngWriter {
  private readonly zlib = new Zlib({ level: 6 });
  private packed: Uint8Array[] = [];
  private above: Uint8Array;
  private rows = 0;

  constructor(
    private readonly sink: ByteSink,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.above = new Uint8Array(width);
    this.zlib.ondata = (bytes) => this.packed.push(bytes);
  }

  /** The next rows, [rows, width]. */
  async append(labels: Uint8Array): Promise<void> {
    if (this.rows === 0) await this.begin();
    const rows = labels.length / this.width;
    this.rows += rows;
    assert(Number.isInteger(rows) && this.rows <= this.height, 'a strip has rows of its image');
    this.zlib.push(this.filtered(labels, rows), this.rows === this.height);
    await this.writePacked();
  }

  /** Once all rows are there. */
  async end(): Promise<void> {
    assert(this.rows === this.height, `${this.rows} of ${this.height} rows were written`);
    await this.sink.append(chunk('IEND', new Uint8Array(0)));
  }

  private async begin(): Promise<void> {
    const header = new DataView(new ArrayBuffer(13));
    header.setUint32(0, this.width);
    header.setUint32(4, this.height);
    // 8 bits of grey; the only kinds of compression and filters there are; not interlaced.
    header.setUint8(8, 8);
    await this.sink.append(SIGNATURE);
    await this.sink.append(chunk('IHDR', new Uint8Array(header.buffer)));
  }

  /** [rows, 1 + width]: the filter's number, then the row. */
  private filtered(labels: Uint8Array, rows: number): Uint8Array {
    const { width } = this;
    const out = new Uint8Array(rows * (width + 1));
    for (let y = 0; y < rows; y++) {
      const row = labels.subarray(y * width, (y + 1) * width);
      const at = y * (width + 1);
      out[at] = UP;
      for (let x = 0; x < width; x++) out[at + 1 + x] = (row[x] ?? 0) - (this.above[x] ?? 0);
      this.above = row;
    }
    // A copy: the rows are the caller's again.
    this.above = this.above.slice();
    return out;
  }

  private async writePacked(): Promise<void> {
    const pieces = this.packed;
    this.packed = [];
    for (const piece of pieces) if (piece.length > 0) await this.sink.append(chunk('IDAT', piece));
  }
}

/** Length, name, content, and the checksum of the latter two. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}
