import { describe, expect, test } from 'vitest';
import { throwIfAborted } from './abort';
import { assert, defined } from './assert';
import { StudioError, studioError, toErrorData } from './errors';

describe('studioError', () => {
  test('carries code, sentence, hint and subject', () => {
    const error = studioError('unreadable-file', 'a.png cannot be read.', 'Save it again.', 'a.png');
    expect(error).toBeInstanceOf(StudioError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'StudioError',
      code: 'unreadable-file',
      message: 'a.png cannot be read.',
      hint: 'Save it again.',
      subject: 'a.png',
    });
  });

  test('turns a number into a subject, 0 included, and has none by default', () => {
    expect(studioError('bad-setting', 'm', 'h', 0).subject).toBe('0');
    expect(studioError('bad-setting', 'm', 'h').subject).toBeNull();
  });

  test('keeps the cause where there is one', () => {
    const cause = new Error('crc');
    expect(studioError('unreadable-file', 'm', 'h', null, cause).cause).toBe(cause);
    expect('cause' in studioError('unreadable-file', 'm', 'h')).toBe(false);
  });
});

describe('toErrorData', () => {
  test('is the parts of a StudioError, and survives structured cloning', () => {
    const data = { code: 'no-pairs', message: 'm', subject: 's', hint: 'h' } as const;
    expect(toErrorData(new StudioError(data))).toEqual(data);
    expect(structuredClone(toErrorData(new StudioError(data)))).toEqual(data);
  });

  test("does not take a platform's AbortError for a cancel: a lost GPU rejects reads with one", () => {
    const thrown = new DOMException('The device is lost.', 'AbortError');
    expect(toErrorData(thrown)).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('The device is lost.'),
    });
  });

  test('keeps the message of anything else', () => {
    for (const thrown of [new TypeError('x is broken'), 'x is broken']) {
      const data = toErrorData(thrown);
      expect(data.code).toBe('internal');
      expect(data.message).toContain('x is broken');
      expect(data.hint).not.toBe('');
    }
    expect(toErrorData(undefined).message).toContain('undefined');
  });
});

describe('throwIfAborted', () => {
  test('throws aborted once the signal has fired', () => {
    const controller = new AbortController();
    throwIfAborted(undefined);
    throwIfAborted(controller.signal);
    controller.abort();
    expect(() => throwIfAborted(controller.signal)).toThrow(expect.objectContaining({ code: 'aborted' }));
  });
});

describe('assert and defined', () => {
  test('name the broken invariant in a plain Error', () => {
    assert(true, 'never seen');
    expect(() => assert(false, 'tiles overlap')).toThrow('Invariant broken: tiles overlap');
    expect(() => assert(false, 'tiles overlap')).not.toThrow(StudioError);
  });

  test('let 0, false and the empty text through', () => {
    for (const value of [0, false, '']) expect(defined(value, 'value')).toBe(value);
    for (const value of [null, undefined])
      expect(() => defined(value, 'the mask')).toThrow('the mask is missing');
  });
});
