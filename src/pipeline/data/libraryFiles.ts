/** The files of a library: their bytes at rest, their pixels for a while after somebody looked. */
import { defined } from '../../common/assert';
import type { AnnotatedImage } from '../../domain/annotations';
import type { PlaneSource } from '../../domain/data';
import type { DecodedFile, FileFacts, PlaneFacts } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import type { OutlinePlane } from './annotations/pairOutlines';
import { readAnnotations } from './annotations/readAnnotations';
import { AsyncCache } from './asyncCache';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import type { LibraryFile } from './libraryContent';
import type { MaskSources } from './maskMeasures';
import { isLarge, openWindowed, type WindowedFile, type WindowedImage } from './openWindowed';
import type { ReadFile } from './readFiles';
import { haveSameBytes } from './sameBytes';

/** Bytes of decoded files that are kept ready. */
const DECODED_BYTES = 2 ** 29;
/** The same of annotation files, counted by their size on disk: parsed they take several times that. */
const ANNOTATION_BYTES = 2 ** 26;

/** One plane with all that is known of it without its pixels. */
export interface PlaneEntry {
  readonly source: PlaneSource;
  readonly facts: PlaneFacts;
  readonly pixelSize: PixelSize | null;
  readonly channelNames: readonly string[] | null;
  readonly large: boolean;
  /** Of a file of annotations: what it says of one image, which has no pixels of its own; else null. */
  readonly outline: OutlinePlane | null;
}

interface ReadAnnotations {
  readonly images: readonly AnnotatedImage[];
  readonly bytes: number;
}

/** A file with the bytes to read it from. */
interface Shelved {
  readonly file: LibraryFile;
  readonly blob: Blob;
  /** Of its pixels: another file of the same path has another. */
  readonly key: string;
}

export class LibraryFiles {
  private readonly shelf = new Map<string, Shelved>();
  /** Files that replace those of their paths once their import is sure. */
  private readonly coming = new Map<string, Shelved>();
  private readonly decoded = new AsyncCache<DecodedFile>(DECODED_BYTES, decodedBytes);
  private readonly annotations = new AsyncCache<ReadAnnotations>(ANNOTATION_BYTES, ({ bytes }) => bytes);
  private readonly windowed = new Map<string, Promise<WindowedFile>>();
  private decoding: Promise<unknown> = Promise.resolve();
  private puts = 0;

  /** Masks as they are. */
  readonly present: MaskSources = {
    raster: (source) => this.raster(source),
    outlines: ({ path, page }) => this.outlines(defined(this.shelf.get(path), `The file ${path}`), page),
  };
  /** Masks as they are to be, once what is staged is in its place. */
  readonly future: MaskSources = {
    raster: (source) => this.comingRaster(source),
    outlines: ({ path, page }) =>
      this.outlines(defined(this.coming.get(path) ?? this.shelf.get(path), `The file ${path}`), page),
  };

  constructor(private readonly host: DataHost) {}

  /** Adds a file or replaces the one of its path; pixels that are here already need no second decoding. */
  put(read: Pick<ReadFile, 'file' | 'decoded'>, blob: Blob): void {
    this.delete(read.file.path);
    this.shelf.set(read.file.path, this.shelved(read, blob));
  }

  /** Sets a file ready that is to replace the one of its path. Until then only planes and `future` know of it. */
  stage(read: Pick<ReadFile, 'file' | 'decoded'>, blob: Blob): void {
    this.unstage(read.file.path);
    this.coming.set(read.file.path, this.shelved(read, blob));
  }

  /** What was staged for this path. */
  staged(path: string): Pick<Shelved, 'file' | 'blob'> {
    return defined(this.coming.get(path), `The file that replaces ${path}`);
  }

  /** Puts the staged file in its place; `blob` is where its bytes rest now. */
  replace(path: string, blob: Blob): void {
    const staged = defined(this.coming.get(path), `The file that replaces ${path}`);
    this.dropPixels(this.shelf.get(path));
    this.shelf.set(path, { ...staged, blob });
    this.coming.delete(path);
  }

  unstage(path: string): void {
    this.dropPixels(this.coming.get(path));
    this.coming.delete(path);
  }

  delete(path: string): void {
    this.dropPixels(this.shelf.get(path));
    this.shelf.delete(path);
  }

  clear(): void {
    this.shelf.clear();
    this.coming.clear();
    this.decoded.clear();
    this.annotations.clear();
    this.windowed.clear();
  }

  has(path: string): boolean {
    return this.shelf.has(path);
  }

  /** Whether the file of this path has these very bytes; one that cannot be read any more is to be replaced. */
  async isSame(path: string, blob: Blob): Promise<boolean> {
    const kept = this.shelf.get(path)?.blob;
    return kept !== undefined && haveSameBytes(kept, blob).catch(() => false);
  }

  list(): LibraryFile[] {
    return [...this.shelf.values()].map(({ file }) => file);
  }

  /** Every plane of every file, in the order in which files came; of a file that is to be replaced, those to come. */
  planes(): PlaneEntry[] {
    return this.list().flatMap(({ path, facts }) =>
      planesOf(path, this.coming.get(path)?.file.facts ?? facts),
    );
  }

  /** A plane's pixels, read from its file again where they were forgotten. Throws what decodeFile throws. */
  raster({ path, page }: PlaneSource): Promise<Raster> {
    return this.rasterOf(defined(this.shelf.get(path), `The file ${path}`), page);
  }

  /** The same of the file that is to be in this place. */
  private comingRaster(source: PlaneSource): Promise<Raster> {
    const coming = this.coming.get(source.path);
    return coming === undefined ? this.raster(source) : this.rasterOf(coming, source.page);
  }

  /** The file's bytes, to be read elsewhere. */
  blob(path: string): Blob {
    return defined(this.shelf.get(path), `The file ${path}`).blob;
  }

  /** A plane of a large file, which is opened once. */
  async window({ path, page }: PlaneSource): Promise<WindowedImage> {
    const shelved = defined(this.shelf.get(path), `The file ${path}`);
    const open = this.windowed.get(shelved.key) ?? this.openWindow(shelved);
    this.windowed.set(shelved.key, open);
    open.catch(() => this.windowed.delete(shelved.key));
    return defined((await open).planes[page], `plane ${page} of ${path}`);
  }

  private shelved({ file, decoded }: Pick<ReadFile, 'file' | 'decoded'>, blob: Blob): Shelved {
    this.puts += 1;
    const key = String(this.puts);
    if (decoded !== null) this.decoded.put(key, decoded);
    return { file, blob, key };
  }

  private dropPixels(shelved: Shelved | undefined): void {
    if (shelved === undefined) return;
    this.decoded.delete(shelved.key);
    this.annotations.delete(shelved.key);
    this.windowed.delete(shelved.key);
  }

  /** Of an annotation file, parsed again where it was forgotten. */
  private async outlines({ file, blob, key }: Shelved, page: number): Promise<AnnotatedImage> {
    const { images } = await this.annotations.get(key, async () => {
      const read = defined(await readAnnotations(file.path, blob), `annotations in ${file.path}`);
      return { images: read.images, bytes: blob.size };
    });
    return defined(images[page], `image ${page} of ${file.path}`);
  }

  private async rasterOf(shelved: Shelved, page: number): Promise<Raster> {
    const { planes } = await this.decoded.get(shelved.key, () => this.decode(shelved));
    return defined(planes[page], `plane ${page} of ${shelved.file.path}`).raster;
  }

  /** One after the other: hundreds of thumbnails may be asked for at once, and each would hold its file's bytes. */
  private decode({ file: { path }, blob }: Shelved): Promise<DecodedFile> {
    const work = this.decoding.then(async () =>
      decodeFile(path, new Uint8Array(await blob.arrayBuffer()), this.host),
    );
    this.decoding = work.catch(() => undefined);
    return work;
  }

  private async openWindow({ file: { path }, blob }: Shelved): Promise<WindowedFile> {
    return defined(await openWindowed(path, blob, this.host), `The large image ${path}`);
  }
}

function planesOf(path: string, file: FileFacts): PlaneEntry[] {
  const { planes, pixelSize, channelNames, annotations } = file;
  const large = isLarge(file);
  return planes.map((facts, page) => {
    const source = { path, page, pages: planes.length };
    const about = annotations?.images[page];
    const outline = about ? { source, ...about, skipped: annotations?.skipped ?? [] } : null;
    return { source, facts, pixelSize, channelNames, large, outline };
  });
}

function decodedBytes({ planes }: DecodedFile): number {
  return planes.reduce((sum, { raster }) => sum + raster.data.byteLength, 0);
}
