/** What can be looked at in a library: pixels are decoded when somebody asks. Nothing here changes it; ImageLibrary does. */
import { defined } from '../../common/assert';
import { type Dataset, EMPTY_DATASET, type ImageItem, type MaskRef } from '../../domain/data';
import type { Example, SourceImage, TrainingImage } from '../../domain/example';
import type { FileFacts } from '../../domain/files';
import type { Finding, Repair } from '../../domain/findings';
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';
import type { LabelMap } from '../../domain/labels';
import type { ImageView, MaskBefore } from '../../domain/view';
import type { DataHost } from './dataHost';
import { type ExamineOptions, examine } from './doctor/examine';
import { repairLabels } from './doctor/repairLabels';
import { DrawnShelf } from './drawnShelf';
import type { LargeFile } from './largeFile';
import { LibraryFiles } from './libraryFiles';
import { LibraryPixels } from './libraryPixels';
import { noMask, noSuchImage } from './libraryRefusals';
import { MaskMeasures } from './maskMeasures';
import type { SourceRows } from './rowSource';

export abstract class LibraryLooks {
  protected readonly files: LibraryFiles;
  protected readonly masks: MaskMeasures;
  protected readonly drawn = new DrawnShelf();
  protected readonly pixels: LibraryPixels;
  protected current: Dataset = EMPTY_DATASET;

  constructor(host: DataHost) {
    this.files = new LibraryFiles(host);
    this.masks = new MaskMeasures(this.files.present, this.files.future);
    this.pixels = new LibraryPixels(this.files, this.masks, this.drawn);
  }

  /** As it is after the last change. */
  dataset(): Dataset {
    return this.current;
  }

  /** What was learned of each file, by its path. */
  facts(): ReadonlyMap<string, FileFacts> {
    return new Map(this.files.list().map(({ path, facts }) => [path, facts]));
  }

  /** The image as the network gets it. Shared: do not write to it. Throws `no-such-image`, `image-too-large`. */
  async example(imageId: string): Promise<Example> {
    return this.pixels.example(this.item(imageId), this.current);
  }

  /** A labelled image to cut patches from. Throws `no-such-image`, `image-too-large`. */
  async training(imageId: string): Promise<TrainingImage> {
    return this.pixels.training(this.item(imageId), this.current);
  }

  /** The image as it is in its file. Throws `no-such-image`, `image-too-large`. */
  async source(imageId: string): Promise<SourceImage> {
    return this.pixels.source(this.item(imageId), this.current);
  }

  /** The same by rows, for images of any size, without its labels. Throws `no-such-image`. */
  async rows(imageId: string): Promise<SourceRows> {
    const item = this.item(imageId);
    return { rows: await this.pixels.rows(item), pixelSize: item.pixelSize };
  }

  /** Where another thread can read a large image by rows; null for one that is held whole. Throws `no-such-image`. */
  largeFile(imageId: string): LargeFile | null {
    const { large, source, pixelSize } = this.item(imageId);
    const { path, page } = source;
    return large ? { path, page, pixelSize, blob: this.files.blob(path) } : null;
  }

  /** The image as drawn, with its labels; the caller owns it. Throws `no-such-image`. */
  async view(imageId: string, window: IntensityWindow | null = null): Promise<ImageView> {
    return this.pixels.view(this.item(imageId), this.current, window);
  }

  /** The same, its longer side at most `size` px. */
  async thumbnail(imageId: string, size: number): Promise<ImageView> {
    return this.pixels.thumbnail(this.item(imageId), this.current, size);
  }

  /** Throws `no-such-image`, also for an image without a mask. */
  async maskBefore(imageId: string): Promise<MaskBefore> {
    const before = await this.pixels.maskBefore(this.item(imageId), this.current);
    if (before === null) throw noMask(imageId);
    return before;
  }

  async histograms(imageId: string): Promise<ChannelHistogram[]> {
    return this.pixels.histograms(this.item(imageId), this.current);
  }

  /** What is wrong with images and masks as far as looking at them tells. Throws `aborted`. */
  findings(options: ExamineOptions = {}): Promise<Finding[]> {
    const dataset = this.current;
    const source = (item: ImageItem) => this.pixels.source(item, dataset);
    const facts = ({ mask }: ImageItem) => this.masks.of(defined(mask, 'the mask'), dataset.words);
    const raster = (item: ImageItem) => this.pixels.raster(item);
    const misfit = (mask: MaskRef) => this.masks.plane(mask, dataset.words);
    return examine(dataset, { source, raster, facts, misfit }, options);
  }

  /** The image's labels as a repair leaves them, to be drawn; nothing changes. Throws `no-such-image`, also without a mask. */
  async repaired(imageId: string, repair: Repair): Promise<LabelMap> {
    const item = this.item(imageId);
    if (repair.kind === 'fit') {
      if (!item.misfit) throw noMask(imageId);
      const { width, height } = item;
      return this.pixels.fitted({ ...item.misfit, fit: { turn: repair.turn, width, height } }, this.current);
    }
    const labels = await this.pixels.unseparated(item, this.current);
    if (labels === null) throw noMask(imageId);
    return repairLabels(labels, repair);
  }

  /** The image's labels to be drawn on; null where it has none. Throws `no-such-image`, `image-too-large`. */
  async labels(imageId: string): Promise<LabelMap | null> {
    return this.pixels.drawable(this.item(imageId), this.current);
  }

  protected item(imageId: string): ImageItem {
    const item = this.current.images.find(({ id }) => id === imageId);
    if (item === undefined) throw noSuchImage(imageId);
    return item;
  }
}
