/** How a mask value is written: a colour as #rrggbb, anything else as its number. Pure. */
import type { MaskKind } from '../../domain/masks';

export function valueText(value: number, kind: MaskKind | null): string {
  return kind === 'colours' ? `#${value.toString(16).padStart(6, '0')}` : String(value);
}
