/** What training, preview and prediction work on: a normalised image with its labels. */
import type { LabelMap } from './labels';
import type { FloatRaster, Raster } from './raster';
import type { PixelSize } from './scale';

export interface Example {
  readonly id: string;
  readonly image: FloatRaster;
  /** Null for an image without a mask. */
  readonly labels: LabelMap | null;
  /** The labels at the source's own size, which scores are taken against; only where the scale changes the size. */
  readonly sourceLabels?: LabelMap;
}

/** An image to cut patches from: read at any scale, so that pixels are interpolated once. */
export interface TrainingImage {
  readonly id: string;
  /** Normalised, at the size it has in its file. */
  readonly image: FloatRaster;
  /** At the training scale. */
  readonly labels: LabelMap;
  /** Training pixels to one pixel of the image, along x and y. */
  readonly scale: PixelSize;
}

/** An image for prediction: as it is in its file, so that the model's own choices can be applied to it. */
export interface SourceImage {
  readonly id: string;
  /** All channels; a palette is resolved to its colours. */
  readonly raster: Raster;
  readonly pixelSize: PixelSize | null;
  /** At the raster's own size; null for an image without a mask. */
  readonly labels: LabelMap | null;
}
