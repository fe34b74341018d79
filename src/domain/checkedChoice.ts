/** The check of a word among known ones behind every settings check of the domain: one sentence, the same everywhere. */
import { studioError } from '../common/errors';

/** The value itself; throws `bad-setting` naming it where it is none of `choices`, two or more. */
export function checkedChoice(name: string, value: string, choices: readonly string[]): string {
  if (choices.includes(value)) return value;
  const known = [choices.slice(0, -1).join(', '), ...choices.slice(-1)].join(' or ');
  throw studioError(
    'bad-setting',
    `${name} is ${value}; it can be ${known}.`,
    `Choose ${known}.`,
    `${name}=${value}`,
  );
}
