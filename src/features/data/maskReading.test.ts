/** The user's corrections of a reading: each by hand, and the laws that hold for any chain of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classCount, type MaskReading } from '../../domain/labels';
import { valueMeaning } from '../../imaging/valueMeaning';
import {
  addClass,
  asBackground,
  asClasses,
  asInstances,
  classOrigins,
  countValue,
  ignoreClass,
  ignoreValue,
  mayBeInverted,
  meaningText,
  mergeClasses,
  type ReadingChange,
  splitClass,
  withClean,
  withSeparate,
} from './maskReading';

const classes = (lists: number[][], ignore: number[] = []): MaskReading => ({
  kind: 'classes',
  classes: lists,
  ignore,
  clean: false,
});
const instances: MaskReading = { kind: 'instances', words: [], ignore: [], separate: false };
const counts = (...values: number[]) => values.map((value) => ({ value, pixels: 10 }));

function done(change: ReadingChange): MaskReading {
  if ('blocked' in change) throw new Error(change.blocked);
  return change.reading;
}

describe('corrections of classes', () => {
  const four = classes([[0], [3], [5], [9]]);

  it('adds a class with a value that nothing has', () => {
    expect(done(addClass(classes([[0], [255]]), counts(0, 254, 255)))).toEqual(classes([[0], [255], [256]]));
    expect(done(addClass(classes([[0], [1]], [7]), []))).toEqual(classes([[0], [1], [8]], [7]));
    expect(addClass(instances, [])).toHaveProperty('blocked');
  });

  it('adds a class to which no stray value of cleaned masks is nearest', () => {
    const cleaned = { ...classes([[0], [200]]), clean: true };
    const meaning = valueMeaning(done(addClass(cleaned, counts(0, 3, 200, 201, 255))));
    expect([0, 3, 200, 201, 255].map(meaning)).toEqual([0, 0, 1, 1, 1]);
  });

  it('swaps the background', () => {
    expect(done(asBackground(classes([[0], [255]]), 1))).toEqual(classes([[255], [0]]));
    expect(done(asBackground(four, 2))).toEqual(classes([[5], [0], [3], [9]]));
  });

  it('merges and splits again', () => {
    const merged = done(mergeClasses(four, [3, 1]));
    expect(merged).toEqual(classes([[0], [3, 9], [5]]));
    expect(done(splitClass(merged, 1))).toEqual(classes([[0], [3], [9], [5]]));
  });

  it('ignores and counts again', () => {
    expect(done(ignoreClass(four, 1))).toEqual(classes([[0], [5], [9]], [3]));
    expect(done(ignoreValue(classes([[0], [3, 5], [9]]), 5))).toEqual(classes([[0], [3], [9]], [5]));
    expect(done(countValue(classes([[0], [5]], [3, 9]), 3))).toEqual(classes([[0], [5], [3]], [9]));
  });

  it('cleans or not', () => {
    expect(done(withClean(four, true))).toEqual({ ...four, clean: true });
  });

  const coloured: MaskReading = {
    kind: 'classes',
    classes: [[0], [1]],
    ignore: [],
    clean: false,
    colours: true,
  };

  it.for<[string, ReadingChange, string]>([
    ['merging two of two', mergeClasses(classes([[0], [1]]), [0, 1]), 'two classes'],
    ['merging one', mergeClasses(four, [2, 2]), 'at least two'],
    ['splitting one value', splitClass(four, 0), 'only one value'],
    ['ignoring one of two', ignoreClass(classes([[0], [1]]), 1), 'two classes'],
    ['a class that is not there', asBackground(four, 7), 'no class 7'],
    ['swapping objects', asBackground(instances, 1), 'one object'],
    ['cleaning objects', withClean(instances, true), 'one object'],
    ['parting classes', withSeparate(four, true), 'numbers of their own'],
    ['the background of objects', ignoreValue(instances, 0), 'background'],
    ['40 values as classes', asClasses(instances, counts(...Array(40).keys()), 'instances'), '32'],
    ['one file an object as classes', asClasses(instances, counts(0, 1), 'objects'), 'one object'],
    ['values below zero as objects', asInstances(classes([[0], [-1]]), counts(-1, 0)), '-1'],
    ['colours as objects', asInstances(coloured, counts(0)), 'colours'],
  ])('says why not: %s', ([, change, reason]) => {
    expect(change).toEqual({ blocked: expect.stringContaining(reason) });
  });
});

describe('objects and classes', () => {
  it('reads one as the other and back', () => {
    const read = done(asClasses({ ...instances, ignore: [255] }, counts(0, 1, 7, 255), 'instances'));
    expect(read).toEqual(classes([[0], [1], [7]], [255]));
    expect(done(asInstances(read, counts(0, 1, 7, 255)))).toEqual({ ...instances, ignore: [255] });
  });

  it('parts touching objects and ignores one', () => {
    expect(done(withSeparate(instances, true))).toEqual({ ...instances, separate: true });
    expect(done(ignoreValue(instances, 4))).toEqual({ ...instances, ignore: [4] });
    expect(done(countValue({ ...instances, ignore: [4, 5] }, 4))).toEqual({ ...instances, ignore: [5] });
  });
});

describe('where names and colours go', () => {
  it('follows values', () => {
    const before = classes([[0], [3], [5]]);
    expect(classOrigins(before, classes([[5], [0], [3]]))).toEqual([2, 0, 1]);
    expect(classOrigins(before, classes([[0], [3, 5]]))).toEqual([0, 1]);
    expect(classOrigins(classes([[0], [3, 5]]), before)).toEqual([0, 1, null]);
    expect(classOrigins(before, classes([[0], [3], [5], [9]]))).toEqual([0, 1, 2, null]);
  });

  it('goes from objects to classes and back with the background', () => {
    expect(classOrigins(instances, classes([[0], [1], [2]]))).toEqual([0, 1, null]);
    expect(classOrigins(classes([[1], [0]]), instances)).toEqual([1, 0]);
    const words: MaskReading = { ...instances, words: ['circle', 'square'] };
    expect(classOrigins(words, words)).toEqual([0, 1, 2]);
    expect(classOrigins(instances, words)).toEqual([0, 1, null]);
  });

  it('gives every class of a reading at most one origin, and no origin twice', () => {
    const op = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 5 }), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(fc.array(op, { maxLength: 8 }), (ops) => {
        const start = classes([[0], [1], [2, 3], [4, 5]], [255]);
        const end = ops.reduce((reading, [kind, a, b]) => {
          const change = [asBackground(reading, a), mergeClasses(reading, [a, b]), splitClass(reading, a)];
          const next = [...change, ignoreClass(reading, a), ignoreValue(reading, b)][kind];
          return next !== undefined && 'reading' in next ? next.reading : reading;
        }, start);
        expect(valuesOf(end)).toEqual(valuesOf(start));
        expect(classCount(end)).toBeGreaterThanOrEqual(2);
        const origins = classOrigins(start, end).filter((origin) => origin !== null);
        expect(classOrigins(start, end).length).toBe(classCount(end));
        expect(new Set(origins).size).toBe(origins.length);
      }),
    );
  });
});

/** No operation loses or doubles a value. */
function valuesOf(reading: MaskReading): number[] {
  const listed = reading.kind === 'classes' ? reading.classes.flat() : [];
  return [...listed, ...reading.ignore].sort((a, b) => a - b);
}

describe('meaningText', () => {
  it('says what a value means', () => {
    const reading: MaskReading = { kind: 'classes', classes: [[0], [255]], ignore: [100], clean: true };
    const names = ['background', 'cell'];
    expect(meaningText(255, reading, names)).toBe('cell');
    expect(meaningText(3, reading, names)).toBe('background (cleaned)');
    expect(meaningText(100, reading, names)).toBe('ignored');
    expect(meaningText(7, { ...reading, clean: false }, names)).toBe('ignored');
    expect(meaningText(7, instances, names)).toBe('cell');
  });
});

describe('mayBeInverted', () => {
  const asked = (changes: Partial<Parameters<typeof mayBeInverted>[0]>) =>
    mayBeInverted({ reading: classes([[0], [1]]), readingBy: 'rule', classShares: [0.3, 0.7], ...changes });

  it('asks of two classes that the rules chose, where most is object', () => {
    expect(asked({})).toBe(true);
    expect(asked({ classShares: [0.7, 0.3] })).toBe(false);
  });

  it('does not ask twice, nor of numbered objects or more classes', () => {
    expect(asked({ readingBy: 'user' })).toBe(false);
    expect(asked({ reading: instances })).toBe(false);
    expect(asked({ reading: classes([[0], [1], [2]]), classShares: [0.1, 0.8, 0.1] })).toBe(false);
    expect(asked({ reading: null, classShares: [] })).toBe(false);
  });
});
