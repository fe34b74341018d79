/** What to offer first where one setting is to be tried another way. Pure. */
import { TRAIN_LIMITS, type TrainSettings } from '../../domain/train';
import type { SettingField } from './trainSettings';

/** The next choice, or about half the number; the seed and what is 0 go up by one press of an arrow. */
export function otherValue(field: SettingField, base: TrainSettings): string | number {
  if (field.kind === 'choice') {
    const others = field.choices.filter(({ value }) => value !== base[field.name]);
    return others[0]?.value ?? base[field.name];
  }
  const { min, max, whole } = TRAIN_LIMITS[field.name];
  const now = base[field.name];
  if (now === 0 || field.name === 'seed') return Math.min(max, now + field.step);
  const half = whole ? Math.round(now / 2) : now / 2;
  return half < min || half === now ? Math.min(max, now + field.step) : half;
}
