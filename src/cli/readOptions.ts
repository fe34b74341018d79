/** Command-line options: every value is checked at the door, an unknown option is refused by name. */
import { parseArgs } from 'node:util';
import { studioError } from '../common/errors';

/** A `flag` has no value: it is given or not. */
export type OptionKind = 'text' | 'number' | 'flag';
type ValueOf<Kind extends OptionKind> = Kind extends 'number' ? number : Kind extends 'flag' ? true : string;
type Values<Kinds extends Readonly<Record<string, OptionKind>>> = {
  readonly [Name in keyof Kinds]: ValueOf<Kinds[Name]> | undefined;
};

/** The options by name, undefined where not given. Throws `bad-option`. */
export function readOptions<const Kinds extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  kinds: Kinds,
): Values<Kinds> {
  const known = Object.keys(kinds);
  const options = Object.fromEntries(known.map((name) => [name, { type: typeOf(kinds[name]) }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, string | number | true> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') throw refusal(token.kind === 'positional' ? token.value : '--', known);
    const kind = kinds[token.name];
    if (kind === undefined) throw refusal(token.rawName, known);
    if (kind === 'flag') {
      if (token.value !== undefined) throw valueTooMany(token.rawName, token.value);
      values[token.name] = true;
      continue;
    }
    if (token.value === undefined) throw valueMissing(token.rawName);
    values[token.name] = kind === 'number' ? toNumber(token.rawName, token.value) : token.value;
  }
  return values as Values<Kinds>;
}

function typeOf(kind: OptionKind | undefined): 'boolean' | 'string' {
  return kind === 'flag' ? 'boolean' : 'string';
}

/** The value; throws `bad-option` where the option was not given. */
export function required<T>(name: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw studioError('bad-option', `The option --${name} is missing.`, `Give --${name} a value.`, `--${name}`);
}

function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw studioError(
    'bad-option',
    `${name} is "${text}"; it has to be a number.`,
    `Give ${name} a number.`,
    text,
  );
}

function valueMissing(name: string) {
  return studioError('bad-option', `The option ${name} has no value.`, `Write ${name} VALUE.`, name);
}

function valueTooMany(name: string, value: string) {
  return studioError('bad-option', `The option ${name} takes no value.`, `Write ${name} alone.`, value);
}

function refusal(name: string, known: readonly string[]) {
  const list = known.map((option) => `--${option}`).join(' ');
  return studioError('bad-option', `There is no option "${name}" here.`, `The options are ${list}.`, name);
}
