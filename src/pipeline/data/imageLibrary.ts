/**
 * The images that are loaded: their pixels, masks and meaning, for a whole session. The preparation worker has
 * one, so has every run of the command line. Every change is whole or not at all.
 */
import { studioError } from '../../common/errors';
import type { Dataset, Refusal } from '../../domain/data';
import type { Example } from '../../domain/example';
import type { MaskReading } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import type { ImageView } from '../../domain/view';
import { type Assembled, assembleDataset, type Entry, type Plane, planeId } from './assembleDataset';
import type { DataHost } from './dataHost';
import { imageView, shrinkView } from './imageView';
import { normalise } from './normalise';
import { isLitter, type ReadOptions, readFiles, type SourceFile } from './readFiles';
import { RecentlyUsed } from './recentlyUsed';
import { toLabelMap } from './toLabelMap';

/** A decoded file: one raster a page. */
export interface RasterFile {
  readonly path: string;
  readonly rasters: readonly Raster[];
}

/** Bytes of normalised images and label maps that are kept ready. */
const EXAMPLE_BYTES = 2 ** 29;

export class ImageLibrary {
  private readonly files = new Map<string, readonly Raster[]>();
  private readonly refused = new Map<string, Refusal>();
  /** Ids of planes the user took out. */
  private readonly removed = new Set<string>();
  private readonly examples = new RecentlyUsed<Example>(EXAMPLE_BYTES);
  private reading: MaskReading | null = null;
  /** Paths of the built-in sample, which gives way to the first files of the user's own. */
  private sample: readonly string[] = [];
  /** Null after a change, until somebody asks. */
  private assembled: Assembled | null = null;

  constructor(private readonly host: DataHost) {}

  /**
   * Decodes the files and adds what can be read; what cannot is listed in the dataset's `refused`. A file of a
   * path that is loaded replaces it. Throws `empty-drop`, and `aborted`, which leaves everything as it was.
   */
  async add(files: readonly SourceFile[], options: ReadOptions = {}): Promise<Dataset> {
    const meant = files.filter(({ path }) => !isLitter(path));
    if (meant.length === 0) throw emptyDrop();
    const { decoded, refused } = await readFiles(meant, this.host, options);
    for (const refusal of refused) this.refused.set(refusal.path, refusal);
    if (decoded.size > 0) this.forgetSample();
    this.put([...decoded].map(([path, rasters]) => ({ path, rasters })));
    return this.dataset();
  }

  /** Replaces everything by the sample's files. */
  showSample(files: readonly RasterFile[]): Dataset {
    this.clear();
    this.put(files);
    this.sample = files.map(({ path }) => path);
    return this.dataset();
  }

  /** Adds files that are decoded already, such as the sample. */
  addRasters(files: readonly RasterFile[]): Dataset {
    this.put(files);
    return this.dataset();
  }

  /** Reads all masks in the given way; null goes back to the rules. */
  setReading(reading: MaskReading | null): Dataset {
    this.reading = reading;
    this.changed();
    return this.dataset();
  }

  /** Forgets one image and its mask. Throws `no-such-image`. */
  remove(imageId: string): Dataset {
    const { item } = this.entry(imageId);
    for (const source of item.mask === null ? [item.source] : [item.source, item.mask]) {
      this.removed.add(planeId(source));
      if (this.planesOf(source.path).length === 0) this.files.delete(source.path);
    }
    this.changed();
    return this.dataset();
  }

  /** Forgets everything, the chosen reading included. */
  clear(): Dataset {
    this.files.clear();
    this.refused.clear();
    this.removed.clear();
    this.sample = [];
    this.reading = null;
    this.changed();
    return this.dataset();
  }

  dataset(): Dataset {
    return this.assemble().dataset;
  }

  /** The image normalised, with its labels. Shared, not copied: do not write to it. Throws `no-such-image`. */
  example(imageId: string): Example {
    const entry = this.entry(imageId);
    return this.examples.get(imageId, () => this.toExample(entry), exampleBytes);
  }

  /** The image as drawn, with its labels; made anew, so that the caller owns it. Throws `no-such-image`. */
  view(imageId: string): ImageView {
    const { image } = this.entry(imageId);
    return imageView(image, this.labels(imageId));
  }

  /** The same, its longer side at most `size` px. */
  thumbnail(imageId: string, size: number): ImageView {
    return shrinkView(this.view(imageId), size);
  }

  private forgetSample(): void {
    for (const path of this.sample) this.files.delete(path);
    this.sample = [];
  }

  private put(files: readonly RasterFile[]): void {
    for (const { path, rasters } of files) {
      this.files.set(path, rasters);
      this.refused.delete(path);
      for (const page of rasters.keys()) this.removed.delete(planeId({ path, page, pages: rasters.length }));
    }
    this.changed();
  }

  private changed(): void {
    this.assembled = null;
    this.examples.clear();
  }

  private assemble(): Assembled {
    const planes = [...this.files.keys()].flatMap((path) => this.planesOf(path));
    this.assembled ??= assembleDataset(planes, [...this.refused.values()], this.reading);
    return this.assembled;
  }

  /** The planes of a file that the user did not take out. */
  private planesOf(path: string): Plane[] {
    const rasters = this.files.get(path) ?? [];
    const planes = rasters.map((raster, page) => ({ source: { path, page, pages: rasters.length }, raster }));
    return planes.filter(({ source }) => !this.removed.has(planeId(source)));
  }

  private entry(imageId: string): Entry {
    const entry = this.assemble().entries.get(imageId);
    if (entry === undefined) throw noSuchImage(imageId);
    return entry;
  }

  private labels(imageId: string) {
    const { mask } = this.entry(imageId);
    const { reading } = this.dataset();
    return mask === null || reading === null ? null : toLabelMap(mask, reading);
  }

  private toExample({ item, image }: Entry): Example {
    return { id: item.id, image: normalise(image), labels: this.labels(item.id) };
  }
}

function exampleBytes({ image, labels }: Example): number {
  const instances = labels?.instances?.byteLength ?? 0;
  return image.data.byteLength + instances + 2 * (labels?.classes.byteLength ?? 0);
}

function emptyDrop() {
  const hint = 'Drop PNG, JPEG or TIFF files, or a folder that holds some.';
  return studioError('empty-drop', 'There were no files in what was dropped.', hint);
}

function noSuchImage(imageId: string) {
  return studioError('no-such-image', `No image ${imageId} is loaded.`, 'Choose one from the list.', imageId);
}
