/** Images and labels at the training scale, aligned with each other. Back at the source's size: predict/stripOutlet. */
import type { LabelMap } from '../../domain/labels';
import type { FloatRaster, Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import { resample } from '../../imaging/resample';
import { resampleLabels } from '../../imaging/resampleLabels';
import type { Size } from '../../imaging/resize';

/** Width and height at `factors` training pixels to a source pixel: to the nearest whole pixel, at least 1. */
export function sizeAtScale({ width, height }: Size, factors: PixelSize): Size {
  return {
    width: Math.max(1, Math.round(width * factors.x)),
    height: Math.max(1, Math.round(height * factors.y)),
  };
}

/**
 * The image at the training scale, areas averaged where it shrinks, linear where it grows (see resample). All values
 * are finite: images are normalised first. The same object where the size stays and it is float32.
 */
export function atScale(image: FloatRaster | Raster, factors: PixelSize): FloatRaster {
  const to = sizeAtScale(image, factors);
  const { channels, data } = image;
  if (!isSameSize(image, to)) return { ...to, channels, data: resample(image, to) };
  return isFloat(image) ? image : { ...to, channels, data: Float32Array.from(data) };
}

/** The labels of such an image, by the larger part of each pixel (see resampleLabels). The same object where the size stays. */
export function labelsAtScale(labels: LabelMap, factors: PixelSize): LabelMap {
  const to = sizeAtScale(labels, factors);
  return isSameSize(labels, to) ? labels : resampleLabels(labels, to);
}

function isFloat(image: FloatRaster | Raster): image is FloatRaster {
  return image.data instanceof Float32Array;
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
