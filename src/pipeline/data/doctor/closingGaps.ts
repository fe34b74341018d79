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

export function judgeGaps(imageId: string, name: string, gaps: ClosingGaps | null): Finding[] {
  if (gaps === null) return [];
  const [which, them] =
    gaps.count === 1
      ? ['1 gap between objects is', 'it']
      : [`${gaps.count} gaps between objects are`, 'them'];
  const message = `In ${name} ${which} narrower than one pixel of the training scale: the objects grow together there. A finer scale keeps ${them} open.`;
  return [{ code: 'closing-gaps', imageId, others: [], message, evidence: gaps.narrowest, repair: null }];
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
