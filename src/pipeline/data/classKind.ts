/** The kind of a set whose values are classes. Called by judgeMasks. */
import type { MaskKind } from '../../domain/masks';
import type { MaskSet, SetValue } from './maskSet';
import { listText, ofMany, valueText } from './valueText';

/** Higher numbers than this are grey levels, not indices. */
const HIGHEST_INDEX = 63;

/** `kept`: the values of the classes, ascending; `background`: that of class 0. */
export function classKind(
  set: MaskSet,
  kept: readonly SetValue[],
  background: number,
): { kind: MaskKind; evidence: string } {
  const colours = set.coding === 'colours';
  const list = listText(kept.map(({ value }) => valueText(value, colours)));
  const masks = ofMany(set.masks, 'mask');
  if (colours) return { kind: 'colours', evidence: `${ofMany(kept.length, 'colour')} in ${masks}: ${list}.` };
  if (set.coding === 'palette' && set.coloured)
    return {
      kind: 'palette',
      evidence: `${masks} with a palette, of which ${ofMany(kept.length, 'index').replace(/indexs$/, 'indices')} are used: ${list}.`,
    };
  if (kept.length === 1) return { kind: 'binary', evidence: `${masks} and only the value ${list} in them.` };
  if (kept.length === 2) {
    const inverted = background === kept[1]?.value;
    return { kind: inverted ? 'inverted' : 'binary', evidence: `Two values in ${masks}: ${list}.` };
  }
  const levels = kept.some(({ value }) => !Number.isInteger(value) || value > HIGHEST_INDEX);
  const what = levels ? 'grey levels, one for each class' : 'small numbers, one for each class';
  return { kind: levels ? 'levels' : 'index', evidence: `${kept.length} ${what}, in ${masks}: ${list}.` };
}
