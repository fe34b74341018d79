/** How columns and ranges of them are written. Pure. */
import { formatNumber } from '../../../ui/format';
import type { Column, ValueRange } from '../../../ui/table/column';

/** "Area, µm²". */
export function titleOf({ title, unit }: Pick<Column<never>, 'title' | 'unit'>): string {
  return unit === '' ? title : `${title}, ${unit}`;
}

/** "Area 20 to 300 µm²", "Class nucleus". */
export function filterText(
  { title, unit, kinds }: Pick<Column<never>, 'title' | 'unit' | 'kinds'>,
  { low, high }: ValueRange,
): string {
  const named = kinds?.filter(({ value }) => value >= low && value <= high).map(({ name }) => name);
  if (named) return `${title} ${named.join(' or ')}`;
  return `${title} ${formatNumber(low)} to ${formatNumber(high)}${unit && ` ${unit}`}`;
}
