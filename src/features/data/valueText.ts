/** How a mask value is written: a colour as #rrggbb, anything else as its number. Pure. */
import { colourText, type MaskReading } from '../../domain/labels';

export function valueText(value: number, reading: MaskReading): string {
  return reading.kind === 'classes' && reading.colours ? colourText(value) : String(value);
}
