/** One object in a few words, for the label at the pointer. Pure. */
import type { ClassInfo } from '../../../domain/labels';
import type { MeasuredObject } from '../../../domain/objects';
import { formatNumber } from '../../../ui/format';

/** "#12 nucleus, 320 µm²". */
export function objectText(
  { id, classIndex, px, um }: MeasuredObject,
  classes: readonly ClassInfo[],
  unit: 'px' | 'um',
): string {
  const name = classes[classIndex]?.name ?? `class ${classIndex}`;
  const area = unit === 'um' && um ? `${formatNumber(um.area)} µm²` : `${formatNumber(px.area)} px²`;
  return `#${id} ${name}, ${area}`;
}
