/** What training, preview and prediction work on: a normalised image with its labels. */
import type { LabelMap } from './labels';
import type { FloatRaster } from './raster';

export interface Example {
  readonly id: string;
  readonly image: FloatRaster;
  /** Null for an image without a mask. */
  readonly labels: LabelMap | null;
}
