/** A function of a mask's values, asked once for each pixel: remembered in a table for up to 16 bits, else in a map. */

import type { MaskReading } from '../../domain/labels';
import type { MaskRaster } from '../../domain/masks';
import { paletteColour } from './maskFacts';
import { greyColour } from './maskSet';

/** Marks a value that was not asked for yet; results are -1 or more. */
const UNKNOWN = -2;

/** `of` gives a whole number from -1 up, below 2^15. Mask values that are whole and below 2^16 come from a table. */
export function lookUp(mask: MaskRaster, of: (value: number) => number): (value: number) => number {
  return mask.type === 'uint8' || mask.type === 'uint16' ? fromTable(of) : fromMap(of);
}

function fromTable(of: (value: number) => number): (value: number) => number {
  const table = new Int16Array(65536).fill(UNKNOWN);
  return (value) => {
    const known = table[value] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const found = of(value);
    table[value] = found;
    return found;
  };
}

/** Masks are flat: most pixels are like the one before. */
function fromMap(of: (value: number) => number): (value: number) => number {
  const known = new Map<number, number>();
  let last = Number.NaN;
  let result = UNKNOWN;
  return (value) => {
    if (value === last) return result;
    result = known.get(value) ?? of(value);
    known.set(value, result);
    last = value;
    return result;
  };
}

/** A value of this mask as a value of its set: its colour, where the reading is of colours and the mask is not. */
export function valueInSet(mask: MaskRaster, reading: MaskReading): (value: number) => number {
  const isColoured = reading.kind === 'classes' && reading.colours === true;
  if (!isColoured || mask.coding === 'colours') return (value) => value;
  return mask.palette === undefined
    ? (value) => greyColour(value, mask.type)
    : (value) => paletteColour(mask.palette, value);
}
