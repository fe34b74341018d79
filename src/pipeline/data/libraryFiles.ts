/** The files of a library: their bytes at rest, their pixels for a while after somebody looked. */
import { defined } from '../../common/assert';
import type { PlaneSource } from '../../domain/data';
import type { DecodedFile, PlaneFacts } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import { AsyncCache } from './asyncCache';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import type { LibraryFile } from './libraryContent';
import { isLarge, openWindowed, type WindowedFile, type WindowedImage } from './openWindowed';
import type { ReadFile } from './readFiles';

/** Bytes of decoded files that are kept ready. */
const DECODED_BYTES = 2 ** 29;

/** One plane with all that is known of it without its pixels. */
export interface PlaneEntry {
  readonly source: PlaneSource;
  readonly facts: PlaneFacts;
  readonly pixelSize: PixelSize | null;
  readonly channelNames: readonly string[] | null;
  readonly large: boolean;
}

/** A file with the bytes to read it from. */
export interface Shelved {
  readonly file: LibraryFile;
  readonly blob: Blob;
}

export class LibraryFiles {
  private readonly shelf = new Map<string, Shelved>();
  private readonly decoded = new AsyncCache<DecodedFile>(DECODED_BYTES, decodedBytes);
  private readonly windowed = new Map<string, Promise<WindowedFile>>();

  constructor(private readonly host: DataHost) {}

  /** Adds a file or replaces the one of its path; pixels that are here already need no second decoding. */
  put({ file, decoded }: Pick<ReadFile, 'file' | 'decoded'>, blob: Blob): void {
    this.delete(file.path);
    this.shelf.set(file.path, { file, blob });
    if (decoded !== null) this.decoded.put(file.path, decoded);
  }

  delete(path: string): void {
    this.shelf.delete(path);
    this.decoded.delete(path);
    this.windowed.delete(path);
  }

  clear(): void {
    this.shelf.clear();
    this.decoded.clear();
    this.windowed.clear();
  }

  has(path: string): boolean {
    return this.shelf.has(path);
  }

  list(): LibraryFile[] {
    return [...this.shelf.values()].map(({ file }) => file);
  }

  shelved(path: string): Shelved {
    return defined(this.shelf.get(path), `The file ${path}`);
  }

  /** Every plane of every file, in the order in which files came. */
  planes(): PlaneEntry[] {
    return this.list().flatMap(({ path, facts: file }) => {
      const { planes, pixelSize, channelNames } = file;
      const large = isLarge(file);
      return planes.map((facts, page) => {
        const source = { path, page, pages: planes.length };
        return { source, facts, pixelSize, channelNames, large };
      });
    });
  }

  /** A plane's pixels, read from its file again where they were forgotten. Throws what decodeFile throws. */
  async raster({ path, page }: PlaneSource): Promise<Raster> {
    const { blob } = this.shelved(path);
    const { planes } = await this.decoded.get(path, async () =>
      decodeFile(path, new Uint8Array(await blob.arrayBuffer()), this.host),
    );
    return defined(planes[page], `plane ${page} of ${path}`).raster;
  }

  /** A plane of a large file, which is opened once. */
  async window({ path, page }: PlaneSource): Promise<WindowedImage> {
    const open = this.windowed.get(path) ?? this.openWindow(path);
    this.windowed.set(path, open);
    open.catch(() => this.windowed.delete(path));
    return defined((await open).planes[page], `plane ${page} of ${path}`);
  }

  private async openWindow(path: string): Promise<WindowedFile> {
    const image = await openWindowed(path, this.shelved(path).blob, this.host);
    return defined(image, `The large image ${path}`);
  }
}

function decodedBytes({ planes }: DecodedFile): number {
  return planes.reduce((sum, { raster }) => sum + raster.data.byteLength, 0);
}
