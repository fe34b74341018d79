/** Everything that the doctor measures on one pair, so that its pixels can go before the next one is looked at. */
import type { SourceImage } from '../../../domain/example';
import type { LabelMap } from '../../../domain/labels';
import type { MaskRaster } from '../../../domain/masks';
import type { Raster } from '../../../domain/raster';
import { scaleFactors, type TrainingScale } from '../../../domain/scale';
import type { Size } from '../../../imaging/resize';
import { type ClosingGaps, closingGaps } from './closingGaps';
import { edgeMap, meanOfChannels } from './edgeMap';
import { type Lay, layOf } from './judgeMisfit';
import { type LabelFit, labelFit } from './labelFit';
import { type Lookalikes, lookalikes } from './lookalikes';
import { type PictureKey, pictureKey } from './pictureKey';

export interface PairMeasures {
  readonly key: PictureKey;
  /** Null without labels, or with too little border. */
  readonly fit: LabelFit | null;
  /** Mean of the image over class 1 less that over class 0, in its standard deviations; null without one of them. */
  readonly contrast: number | null;
  /** Null without labels, or without objects. */
  readonly lookalikes: Lookalikes | null;
  /** Null without labels, or where no gap closes at the training scale. */
  readonly gaps: ClosingGaps | null;
  /** Of a mask of another size: that, px, and how it could be laid on the image. */
  readonly misfit?: { readonly size: Size; readonly lay: Lay };
}

/** Takes about 0.1 s a megapixel. `scale` is the training scale. */
export function examinePair(
  { raster, labels, pixelSize }: Pick<SourceImage, 'raster' | 'labels' | 'pixelSize'>,
  scale: TrainingScale,
): PairMeasures {
  if (labels === null) return pictureAlone(raster);
  const edges = edgeMap(raster);
  const fit = edges && labelFit(edges, labels);
  const gaps = closingGaps(labels, scaleFactors(scale, pixelSize));
  const alike = lookalikes(raster, labels);
  return { key: pictureKey(raster), fit, contrast: contrastOf(raster, labels), lookalikes: alike, gaps };
}

/** Of an image whose labels are not judged. */
export function pictureAlone(raster: Raster): PairMeasures {
  return { key: pictureKey(raster), fit: null, contrast: null, lookalikes: null, gaps: null };
}

/** Of an image whose mask has another size. */
export function pictureAndMisfit(raster: Raster, mask: MaskRaster): PairMeasures {
  const { width, height } = mask;
  return { ...pictureAlone(raster), misfit: { size: { width, height }, lay: layOf(raster, mask) } };
}

function contrastOf(raster: Raster, { classes, ignore }: LabelMap): number | null {
  const grey = meanOfChannels(raster);
  const [sums, counts] = [
    [0, 0],
    [0, 0],
  ];
  let [sum, squares] = [0, 0];
  for (let i = 0; i < grey.length; i++) {
    const value = grey[i] ?? 0;
    sum += value;
    squares += value * value;
    const index = classes[i] ?? 0;
    if (index > 1 || ignore?.[i]) continue;
    sums[index] = (sums[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const [ground = 0, object = 0] = counts;
  const sd = Math.sqrt(Math.max(0, squares / grey.length - (sum / grey.length) ** 2));
  if (ground === 0 || object === 0 || !(sd > 0)) return null;
  return ((sums[1] ?? 0) / object - (sums[0] ?? 0) / ground) / sd;
}
