/** The labels that are being drawn on, so that a part that is drawn anew costs no unpacking of all others. One image's. Used by ImageLibrary. */
import type { Dataset, ImageItem } from '../../domain/data';
import type { LabelMap } from '../../domain/labels';

export class LabelsInHand {
  private held: { readonly key: string; readonly labels: LabelMap } | null = null;

  /** Those that the image has in this set, where they were put; they are not held any more, and may be changed. */
  take(image: ImageItem, set: Pick<Dataset, 'reading'>): LabelMap | null {
    const { held } = this;
    this.held = null;
    return held?.key === keyOf(image, set) ? held.labels : null;
  }

  put(image: ImageItem, set: Pick<Dataset, 'reading'>, labels: LabelMap): void {
    this.held = { key: keyOf(image, set), labels };
  }
}

function keyOf({ id, drawn, width, height }: ImageItem, { reading }: Pick<Dataset, 'reading'>): string {
  return JSON.stringify([id, drawn ?? null, width, height, reading]);
}
