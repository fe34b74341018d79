/** The pixels of a library's images in every form that somebody asks for. Looks, never changes. Used by ImageLibrary. */
import { defined } from '../../common/assert';
import type { Dataset, ImageItem, MaskRef } from '../../domain/data';
import type { Example, SourceImage, TrainingImage } from '../../domain/example';
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';
import type { LabelMap, MaskReading } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import { scaleFactors } from '../../domain/scale';
import { type ImageView, MAX_VIEW_SIDE, type MaskBefore } from '../../domain/view';
import { AsyncCache } from './asyncCache';
import { labelsAtScale } from './atScale';
import { drawnLabelMap } from './drawnMeaning';
import type { DrawnShelf } from './drawnShelf';
import { histograms } from './histograms';
import { imageView, shrinkView } from './imageView';
import { judgeMasks } from './judgeMasks';
import type { LibraryFiles } from './libraryFiles';
import { maskColours } from './maskColours';
import { maskFacts } from './maskFacts';
import type { MaskMeasures } from './maskMeasures';
import { largeImage } from './misfits';
import { normalise } from './normalise';
import { asImage } from './planeRoles';
import { prepareExample } from './prepareExample';
import { type RowSource, rasterRows, windowedRows } from './rowSource';
import { selectChannels, shownChannels } from './selectChannels';
import { separateLabels } from './separateLabels';
import { changedByCleaning, toLabelMap } from './toLabelMap';

/** Bytes of normalised images and label maps that are kept ready. */
const EXAMPLE_BYTES = 2 ** 28;

export class LibraryPixels {
  private readonly examples = new AsyncCache<Example>(EXAMPLE_BYTES, exampleBytes);

  constructor(
    private readonly files: LibraryFiles,
    private readonly masks: MaskMeasures,
    private readonly drawn: DrawnShelf,
  ) {}

  /** After a change of the dataset, what was made from the old one is made anew. */
  changed(): void {
    this.examples.clear();
  }

  /** The image as the network gets it, with its labels at the same scale. Shared: do not write to it. */
  example(item: ImageItem, dataset: Dataset): Promise<Example> {
    return this.examples.get(item.id, () => this.makeExample(item, dataset));
  }

  /** Throws `image-too-large` for an image that is read by window only. */
  async source(item: ImageItem, dataset: Dataset): Promise<SourceImage> {
    const raster = await this.raster(item);
    return { id: item.id, raster, pixelSize: item.pixelSize, labels: await this.labels(item, dataset) };
  }

  /** The image as it is in its file, by rows: large ones are never held whole. */
  async rows(item: ImageItem): Promise<RowSource> {
    if (item.large) return windowedRows(await this.files.window(item.source));
    return rasterRows(await this.raster(item));
  }

  /** Made anew, so that the caller owns it. Large images come as an overview. */
  async view(item: ImageItem, dataset: Dataset, window: IntensityWindow | null = null): Promise<ImageView> {
    const image = item.large ? await this.overview(item, MAX_VIEW_SIDE) : await this.raster(item);
    const labels = item.large ? null : await this.labels(item, dataset);
    const shown = shownChannels(image, dataset.channelChoice);
    const view = shrinkView(imageView(shown, labels, window), MAX_VIEW_SIDE);
    const isWhole = view.width === image.width && view.height === image.height;
    // Only who goes on drawing needs the numbers: of all other labels they would be four bytes a pixel for nothing.
    const instances = item.drawn !== undefined && isWhole ? labels?.instances : null;
    return instances ? { ...view, instances } : view;
  }

  async thumbnail(item: ImageItem, dataset: Dataset, size: number): Promise<ImageView> {
    if (!item.large) return shrinkView(await this.view(item, dataset), size);
    return imageView(shownChannels(await this.overview(item, size), dataset.channelChoice), null);
  }

  /** Null where the image has no mask. */
  async maskBefore({ mask }: ImageItem, { reading, words }: DatasetWords): Promise<MaskBefore | null> {
    if (mask === null || reading === null) return null;
    const plane = await this.masks.plane(mask, words);
    const { width, height } = plane;
    return { width, height, rgba: maskColours(plane), changed: changedByCleaning(plane, reading) };
  }

  /** Of the channels that the network gets. */
  async histograms(item: ImageItem, { channelChoice, normalisation }: Dataset): Promise<ChannelHistogram[]> {
    const image = item.large ? await this.overview(item, MAX_VIEW_SIDE) : await this.raster(item);
    return histograms(shownChannels(image, channelChoice), normalisation);
  }

  /** A labelled image for patches. Throws `image-too-large`, and a plain Error where it has no mask. */
  async training(item: ImageItem, dataset: Dataset): Promise<TrainingImage> {
    const scale = scaleFactors(dataset.scale, item.pixelSize);
    const chosen = selectChannels(await this.raster(item), dataset.channelChoice);
    const labels = defined(await this.unseparated(item, dataset), `labels of ${item.id}`);
    return {
      id: item.id,
      image: normalise(chosen, dataset.normalisation),
      labels: separated(labelsAtScale(labels, scale), dataset.reading),
      scale,
    };
  }

  private async makeExample(item: ImageItem, dataset: Dataset): Promise<Example> {
    const raster = await this.raster(item);
    const labels = await this.unseparated(item, dataset);
    const { id, pixelSize } = item;
    // A line of one pixel drawn before shrinking would be lost by it.
    return separatedExample(prepareExample({ id, raster, pixelSize, labels }, dataset), dataset.reading);
  }

  /** The image alone, all its channels. Shared: do not write to it. Throws `image-too-large`. */
  async raster(item: ImageItem): Promise<Raster> {
    if (item.large) throw largeImage(item);
    return asImage(await this.files.raster(item.source));
  }

  private async overview(item: ImageItem, longerSide: number): Promise<Raster> {
    return asImage(await (await this.files.window(item.source)).overview(longerSide));
  }

  /** At the image's own size. */
  private async labels(item: ImageItem, dataset: DatasetWords): Promise<LabelMap | null> {
    const labels = await this.unseparated(item, dataset);
    return labels && separated(labels, dataset.reading);
  }

  /** The image's labels to be drawn on, with the numbers of their objects; the caller owns them. Throws `image-too-large`. */
  async drawable(item: ImageItem, dataset: DatasetWords): Promise<LabelMap | null> {
    if (item.large) throw largeImage(item);
    return this.read(item, dataset);
  }

  /** Labels of a mask that is not in use yet; where no mask of the set is, its own values say what they mean. */
  async fitted(mask: MaskRef, { reading, words }: DatasetWords): Promise<LabelMap> {
    const plane = await this.masks.plane(mask, words);
    const names = mask.planes.map(({ path }) => path);
    return toLabelMap(plane, reading ?? judgeMasks([maskFacts(plane)], { words, names }).reading);
  }

  /** The same as they are read, before a line is drawn between objects that touch. */
  async unseparated(item: ImageItem, dataset: DatasetWords): Promise<LabelMap | null> {
    const read = await this.read(item, dataset);
    if (read === null) return null;
    // What nobody painted matters only to whoever draws on.
    const { unpainted: _, ...labels } = read;
    return labels;
  }

  private async read(
    { id, mask, drawn }: ImageItem,
    { reading, words }: DatasetWords,
  ): Promise<LabelMap | null> {
    if (drawn !== undefined) {
      const [labels, facts] = [this.drawn.labels(id), this.drawn.factsOf(id)];
      return reading === null ? labels : drawnLabelMap(labels, facts, reading);
    }
    if (mask === null || reading === null) return null;
    return toLabelMap(await this.masks.plane(mask, words), reading);
  }
}

type DatasetWords = Pick<Dataset, 'reading' | 'words'>;

function separatedExample(example: Example, reading: MaskReading | null): Example {
  const { labels, sourceLabels } = example;
  if (labels === null) return example;
  const own = sourceLabels === undefined ? {} : { sourceLabels: separated(sourceLabels, reading) };
  return { ...example, labels: separated(labels, reading), ...own };
}

/** With a line between objects that touch, where the reading asks for it. */
function separated(labels: LabelMap, reading: MaskReading | null): LabelMap {
  const separate = reading?.kind === 'instances' && reading.separate;
  return separate ? separateLabels(labels, 0) : labels;
}

function exampleBytes({ image, labels, sourceLabels }: Example): number {
  return image.data.byteLength + labelBytes(labels) + labelBytes(sourceLabels ?? null);
}

function labelBytes(labels: LabelMap | null): number {
  return labels === null ? 0 : 2 * labels.classes.byteLength + (labels.instances?.byteLength ?? 0);
}
