/**
 * An image at ever lower resolutions, made when first asked for: a patch that shrinks the image reads the level whose
 * pixels are about as large as its own, so that one interpolated read does not alias. Used by augmentation.
 */
import type { FloatRaster } from '../domain/raster';
import { areaShrink, halved } from './areaShrink';
import { type Placement, placementOf } from './placement';

export interface ImageLevel {
  readonly image: FloatRaster;
  readonly place: Placement;
}

export class ImageLevels {
  private readonly levels: ImageLevel[];

  /**
   * The frame is the image's size at the training scale, px. Where that is smaller, level 0 is the image averaged to
   * it, else the image itself, which is then enlarged by the one read that makes the patch.
   */
  constructor(image: FloatRaster, frame: { readonly width: number; readonly height: number }) {
    const [width, height] = [Math.min(image.width, frame.width), Math.min(image.height, frame.height)];
    const base = width === image.width && height === image.height ? image : areaShrink(image, width, height);
    this.levels = [{ image: base, place: placementOf(base, frame) }];
  }

  /**
   * The level for patch pixels `step` px of the frame wide: the one whose pixels come nearest, as a ratio; so a patch
   * pixel covers at most 1.42 of its pixels, unless the image ends at 1 x 1.
   */
  at(step: number): ImageLevel {
    const base = this.level(0);
    const ratio = step * Math.max(base.place.scaleX, base.place.scaleY);
    return this.level(Math.max(0, Math.round(Math.log2(ratio))));
  }

  private level(index: number): ImageLevel {
    let last = this.levels[this.levels.length - 1] as ImageLevel;
    while (this.levels.length <= index && (last.image.width > 1 || last.image.height > 1)) {
      last = this.half(last);
      this.levels.push(last);
    }
    return this.levels[index] ?? last;
  }

  private half({ image, place }: ImageLevel): ImageLevel {
    // Not from the rounded size: pixels of an odd edge stay where they are.
    const [scaleX, scaleY] = [place.scaleX / 2, place.scaleY / 2];
    return { image: halved(image), place: { scaleX, x0: (scaleX - 1) / 2, scaleY, y0: (scaleY - 1) / 2 } };
  }
}
