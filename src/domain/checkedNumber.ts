/** The range check behind every settings check of the domain: one sentence, the same everywhere. */
import { studioError } from '../common/errors';

/** Lowest and highest value, both allowed. */
export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  /** Whether only whole numbers are allowed. */
  readonly whole: boolean;
}

/** The value itself; throws `bad-setting` naming it where it is outside its limits, broken, or not a number. */
export function checkedNumber(name: string, value: number, { min, max, whole }: NumberLimits): number {
  const kind = whole ? 'a whole number' : 'a number';
  const right = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (right && value >= min && value <= max) return value;
  throw studioError(
    'bad-setting',
    `${name} is ${value}; it has to be ${kind} from ${min} to ${max}.`,
    `Choose ${kind} from ${min} to ${max}.`,
    `${name}=${value}`,
  );
}
