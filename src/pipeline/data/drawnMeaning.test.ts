/** Which class drawn labels mean once the set's masks are read in another way. */
import { describe, expect, it } from 'vitest';
import type { MaskReading } from '../../domain/labels';
import { classValues } from './classValues';
import { drawnMeaning } from './drawnMeaning';

const classes = (...values: number[]): MaskReading => ({
  kind: 'classes',
  classes: values.map((value) => [value]),
  ignore: [],
  clean: false,
});

const named = (...words: string[]): MaskReading => ({
  kind: 'instances',
  words,
  ignore: [],
  separate: false,
});

/** The classes 0, 1, 2 of labels drawn under one reading, under another. */
function meant(before: MaskReading | null, now: MaskReading): (number | null)[] {
  const words = before?.kind === 'instances' ? before.words : null;
  return drawnMeaning({ values: before && classValues(before), words }, now).slice(0, 3);
}

describe('drawn classes', () => {
  it('go with the values of the masks', () => {
    expect(meant(classes(0, 128, 255), classes(0, 255, 128))).toEqual([0, 2, 1]);
  });

  it('count nowhere where their value does not any more', () => {
    expect(meant(classes(0, 1, 2), classes(0, 2))).toEqual([0, null, 1]);
  });

  it('go with their names, which are sorted and may be more by now', () => {
    expect(meant(named('cell', 'nucleus'), named('cell', 'debris', 'nucleus'))).toEqual([0, 1, 3]);
    expect(meant(named('cell', 'nucleus'), named('nucleus'))).toEqual([0, null, 1]);
  });

  it('that had no name are the one name there is by now, or "object", and else count nowhere', () => {
    expect(meant(named(), named('cell'))).toEqual([0, 1, null]);
    expect(meant(named(), named('cell', 'object'))).toEqual([0, 2, null]);
    expect(meant(named(), named('cell', 'nucleus'))).toEqual([0, null, null]);
    expect(meant(named('cell'), named())).toEqual([0, 1, null]);
  });

  it('go by their number where no value is known, or there were no masks', () => {
    expect(meant(named(), classes(0, 255))).toEqual([0, 1, null]);
    expect(meant(null, classes(0, 128, 255))).toEqual([0, 1, 2]);
  });
});
