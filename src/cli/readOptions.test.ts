import { describe, expect, test } from 'vitest';
import { toErrorData } from '../common/errors';
import { readOptions, required } from './readOptions';

const KINDS = { out: 'text', steps: 'number', resume: 'flag' } as const;

function refusal(args: readonly string[]) {
  try {
    readOptions(args, KINDS);
  } catch (thrown) {
    return toErrorData(thrown);
  }
  return null;
}

describe('readOptions', () => {
  test('reads both spellings, and leaves out what was not given', () => {
    expect(readOptions(['--out', 'a b', '--steps=12'], KINDS)).toEqual({ out: 'a b', steps: 12 });
    expect(readOptions([], KINDS).steps).toBeUndefined();
  });

  test.each([['--tta'], ['--Out', 'x'], ['stray'], ['--', 'x'], ['-o', 'x']])(
    'refuses %s by name',
    (...args) => {
      expect(refusal(args)).toMatchObject({ code: 'bad-option', subject: args[0] });
      expect(refusal(args)?.hint).toContain('--out --steps');
    },
  );

  test.each(['many', '', '1e999', 'NaN'])('refuses "%s" as a number', (text) => {
    expect(refusal([`--steps=${text}`])).toMatchObject({ code: 'bad-option', subject: text });
  });

  test('refuses an option without its value', () => {
    expect(refusal(['--steps'])).toMatchObject({ code: 'bad-option', subject: '--steps' });
  });

  test('reads a flag, which takes no value and swallows none', () => {
    expect(readOptions(['--resume', '--steps', '3'], KINDS)).toEqual({ resume: true, steps: 3 });
    expect(refusal(['--resume=yes'])).toMatchObject({ code: 'bad-option', subject: 'yes' });
  });

  test('keeps every value of an option that may be given more than once, the last of any other', () => {
    const kinds = { ...KINDS, average: 'texts' } as const;
    const args = ['--average', 'a', '--out', 'x', '--average=b,c', '--out=y'];
    expect(readOptions(args, kinds)).toEqual({ average: ['a', 'b,c'], out: 'y' });
  });

  test('takes a negative number as a value', () => {
    expect(readOptions(['--steps=-3'], KINDS).steps).toBe(-3);
  });

  test('names what is required', () => {
    expect(required('out', 'x')).toBe('x');
    expect(() => required('out', undefined)).toThrow('--out is missing');
  });
});
