/** Values, shares and counts as they stand in sentences of evidence. */
import { colourText } from '../../domain/labels';

/** "7" or "#ff0000". */
export function valueText(value: number, colours: boolean): string {
  return colours ? colourText(value) : String(value);
}

/** "0, 1 and 2"; of many the first ones: "0, 1, 2 and 9 more". */
export function listText(items: readonly string[], most = 8): string {
  const shown = items.length > most ? items.slice(0, most - 1) : items.slice(0, -1);
  const last = items.length > most ? `${items.length - shown.length} more` : (items.at(-1) ?? 'nothing');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** A share 0..1 in percent, with as many digits as tell it from 0. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent >= 9.95) return `${percent.toFixed(0)} %`;
  return percent >= 0.095 ? `${percent.toFixed(1)} %` : `${percent.toPrecision(1)} %`;
}

/** "1,234". */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** "1 mask", "3 masks". */
export function ofMany(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Whether all colours (0xRRGGBB) are greys. */
export function paletteGreys(colours: readonly number[]): boolean {
  return colours.every((colour) => colour === (colour & 255) * 0x010101);
}
