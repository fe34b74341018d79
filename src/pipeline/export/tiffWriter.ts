/**
 * TIFF pages of one channel, strip after strip into a sink, so that no page has to be in memory (TIFF 6.0; BigTIFF where
 * the file may pass 4 GiB). The opposite of pipeline/data/decodeTiff. Called by objectTiff and probabilityTiff.
 */
import { zlibSync } from 'fflate';
import { assert, defined } from '../../common/assert';
import { TAG } from '../data/tiffFields';
import type { ByteSink } from './byteSink';
import { directoryBytes, IS_LITTLE, offsetBytes, type TiffField } from './tiffDirectory';

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly type: 'uint8' | 'uint16' | 'uint32' | 'float32';
  /** Of every strip but the last. */
  readonly rowsPerStrip: number;
  readonly deflate: boolean;
  /** ImageDescription, ASCII; null for none. */
  readonly description: string | null;
  /** Pixels along x and y to one unit, whose name only the description tells; null where the pixel size is not known. */
  readonly resolution: { readonly x: number; readonly y: number } | null;
}

export type TiffSamples = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** A page under way. */
interface OpenPage {
  readonly page: TiffPage;
  rows: number;
  readonly offsets: number[];
  readonly lengths: number[];
}

const BITS = { uint8: 8, uint16: 16, uint32: 32, float32: 32 } as const;

/** Directories and what deflating may add stay below this. */
const SPARE = 2 ** 24;

/** Whether pages of so many bytes need BigTIFF, whose offsets have 64 bits. */
export function needsBigTiff(bytes: number): boolean {
  return bytes + SPARE > 2 ** 32;
}

/** Pages may be written in turn, a strip of each; their order in the file is that of `addPage`. */
export class TiffWriter {
  private readonly pages: OpenPage[] = [];
  private length = 0;

  /** `big`: see needsBigTiff. */
  constructor(
    private readonly sink: ByteSink,
    private readonly big: boolean,
  ) {}

  /** The page's number, from 0 on. */
  addPage(page: TiffPage): number {
    return this.pages.push({ page, rows: 0, offsets: [], lengths: [] }) - 1;
  }

  /** The next rows of a page, [rowsPerStrip, width]; the last strip has what is left. */
  async append(index: number, samples: TiffSamples): Promise<void> {
    const open = defined(this.pages[index], 'page');
    const { page } = open;
    const rows = Math.min(page.rowsPerStrip, page.height - open.rows);
    assert(rows > 0 && samples.length === rows * page.width, 'a strip has the rows of its page');
    assert(samples.BYTES_PER_ELEMENT * 8 === BITS[page.type], 'a strip has samples of its page');
    const raw = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const bytes = page.deflate ? zlibSync(raw, { level: 4 }) : raw;
    await this.begin();
    open.offsets.push(this.length);
    open.lengths.push(bytes.length);
    open.rows += rows;
    await this.put(bytes);
  }

  /** Writes what the pages are, once they are whole. Nothing may follow. */
  async end(): Promise<void> {
    await this.begin();
    let link = this.big ? 8 : 4;
    for (const open of this.pages) {
      assert(open.rows === open.page.height, 'a page has all its rows');
      // Directories begin on a word boundary.
      await this.put(new Uint8Array(this.length % 2));
      await this.sink.overwrite(link, offsetBytes(this.length, this.big));
      const { bytes, nextAt } = directoryBytes(fieldsOf(open), this.length, this.big);
      link = this.length + nextAt;
      await this.put(bytes);
    }
  }

  private async begin(): Promise<void> {
    if (this.length > 0) return;
    const order = IS_LITTLE ? 0x49 : 0x4d;
    const words = this.big ? [43, 8, 0] : [42];
    const head = new Uint8Array(this.big ? 16 : 8);
    head.set([order, order]);
    const view = new DataView(head.buffer);
    for (const [place, word] of words.entries()) view.setUint16(2 + 2 * place, word, IS_LITTLE);
    await this.put(head);
  }

  private async put(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await this.sink.append(bytes);
    this.length += bytes.length;
  }
}

function fieldsOf({ page, offsets, lengths }: OpenPage): TiffField[] {
  const { description, resolution } = page;
  const number = (tag: number, value: number): TiffField => ({ tag, kind: 'number', values: [value] });
  return [
    number(TAG.imageWidth, page.width),
    number(TAG.imageLength, page.height),
    number(TAG.bitsPerSample, BITS[page.type]),
    number(TAG.compression, page.deflate ? 8 : 1),
    // 0 is black.
    number(TAG.photometric, 1),
    ...(description === null
      ? []
      : [{ tag: TAG.imageDescription, kind: 'text' as const, text: description }]),
    { tag: TAG.stripOffsets, kind: 'offset', values: offsets },
    number(TAG.samplesPerPixel, 1),
    number(TAG.rowsPerStrip, page.rowsPerStrip),
    { tag: TAG.stripByteCounts, kind: 'offset', values: lengths },
    ...(resolution === null ? [] : resolutionFields(resolution)),
    number(TAG.sampleFormat, page.type === 'float32' ? 3 : 1),
  ];
}

/** Unit 1, none: readers take the unit from the description. */
function resolutionFields({ x, y }: { readonly x: number; readonly y: number }): TiffField[] {
  return [
    { tag: TAG.xResolution, kind: 'rational', value: x },
    { tag: TAG.yResolution, kind: 'rational', value: y },
    { tag: TAG.resolutionUnit, kind: 'number', values: [1] },
  ];
}
