/** Gaps between objects that the training scale closes, as a finding. Pure. */
import type { Finding, Rectangle } from '../../../domain/findings';
import type { LabelMap } from '../../../domain/labels';
import type { PixelSize } from '../../../domain/scale';
import { vanishingGaps } from '../vanishingGaps';

/** Around the narrowest place, px: the objects on both sides are seen. */
const AROUND = 16;

export interface ClosingGaps {
  /** How many: one a pair of objects at most. */
  readonly count: number;
  /** Around the narrowest. */
  readonly narrowest: Rectangle;
}

/** `labels` at the source's scale; `factors` are training pixels to one source pixel. Null where none closes. */
export function closingGaps(labels: LabelMap, factors: PixelSize): ClosingGaps | null {
  const gaps = vanishingGaps(labels, 0, factors);
  const [first, ...more] = gaps;
  if (first === undefined) return null;
  const { x, y } = more.reduce((least, gap) => (gap.width < least.width ? gap : least), first);
  return { count: gaps.length, narrowest: around(x, y, labels) };
}

/** An image whose labels were looked at. */
export interface GappedImage {
  readonly imageId: string;
  readonly name: string;
  readonly gaps: ClosingGaps | null;
}

/** One finding at most: the scale is of the whole set. It shows the image in which most gaps close. */
export function judgeGaps(images: readonly GappedImage[]): Finding[] {
  const closing = images.flatMap(({ gaps, ...image }) => (gaps === null ? [] : [{ ...image, gaps }]));
  const [first, ...others] = closing;
  if (first === undefined) return [];
  const most = others.reduce((so, one) => (one.gaps.count > so.gaps.count ? one : so), first);
  const count = closing.reduce((sum, { gaps }) => sum + gaps.count, 0);
  const which = count === 1 ? '1 gap between objects is' : `${count} gaps between objects are`;
  const where = others.length === 0 ? most.name : `${closing.length} images, most of them in ${most.name},`;
  const message = `In ${where} ${which} narrower than one pixel of the training scale, and the objects grow together there. A finer scale keeps them apart.`;
  const evidence = most.gaps.narrowest;
  return [{ code: 'closing-gaps', imageId: most.imageId, others: [], message, evidence, repair: null }];
}

function around(x: number, y: number, { width, height }: LabelMap): Rectangle {
  const [left, top] = [Math.max(0, x - AROUND), Math.max(0, y - AROUND)];
  return {
    x: left,
    y: top,
    width: Math.min(width, x + AROUND + 1) - left,
    height: Math.min(height, y + AROUND + 1) - top,
  };
}
