/** Command-line options: every value is checked at the door, an unknown option is refused by name. */
import { parseArgs } from 'node:util';
import { studioError } from '../common/errors';

/** A `flag` has no value: it is given or not. `texts` may be given more than once. */
export type OptionKind = 'text' | 'texts' | 'number' | 'flag';
interface Kinds {
  readonly text: string;
  readonly texts: readonly string[];
  readonly number: number;
  readonly flag: true;
}
type ValueOf<Kind extends OptionKind> = Kinds[Kind];
type Values<Options extends Readonly<Record<string, OptionKind>>> = {
  readonly [Name in keyof Options]: ValueOf<Options[Name]> | undefined;
};

/** The options by name, undefined where not given. Throws `bad-option`. */
export function readOptions<const Options extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  kinds: Options,
): Values<Options> {
  const known = Object.keys(kinds);
  const options = Object.fromEntries(known.map((name) => [name, { type: typeOf(kinds[name]) }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, Kinds[OptionKind]> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') throw refusal(token.kind === 'positional' ? token.value : '--', known);
    const kind = kinds[token.name];
    if (kind === undefined) throw refusal(token.rawName, known);
    values[token.name] = readValue(kind, token, values[token.name]);
  }
  return values as Values<Options>;
}

/** `before` is what the option was given earlier: the last one counts, but for `texts`. */
function readValue(
  kind: OptionKind,
  { rawName, value }: { readonly rawName: string; readonly value?: string | undefined },
  before: Kinds[OptionKind] | undefined,
): Kinds[OptionKind] {
  if (kind === 'flag') {
    if (value !== undefined) throw valueTooMany(rawName, value);
    return true;
  }
  if (value === undefined) throw valueMissing(rawName);
  if (kind === 'texts') return [...(Array.isArray(before) ? before : []), value];
  return kind === 'number' ? toNumber(rawName, value) : value;
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
