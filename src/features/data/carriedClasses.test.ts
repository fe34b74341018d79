import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultClasses, type MaskReading } from '../../domain/labels';
import { carriedClasses } from './carriedClasses';

const CLASSES = ['sky', 'cell', 'wall'].map((name, index) => ({ name, color: `#00000${index}` }));
const reading = (count: number): MaskReading => ({
  kind: 'classes',
  classes: Array.from({ length: count }, (_, value) => [value]),
  ignore: [],
  clean: false,
});

describe('carriedClasses', () => {
  it('takes names and colours along when classes change places or go', () => {
    expect(carriedClasses(CLASSES, [1, 0, 2], reading(3)).map(({ name }) => name)).toEqual([
      'cell',
      'sky',
      'wall',
    ]);
    expect(carriedClasses(CLASSES, [0, 2], reading(2))).toEqual([CLASSES[0], CLASSES[2]]);
  });

  it('gives one of two classes that were one its name, the other a new name and colour', () => {
    const [, first, second] = carriedClasses(CLASSES, [0, 1, 1], reading(3));
    expect(first).toEqual(CLASSES[1]);
    expect(second?.name).toBe('value 2');
    expect(CLASSES.map(({ color }) => color)).not.toContain(second?.color);
  });

  it('leaves the grey with the background when the two change places', () => {
    const [ground, object] = defaultClasses(reading(2)).map(({ color }) => color);
    const swapped = carriedClasses(defaultClasses(reading(2)), [1, 0], reading(2));
    expect(swapped).toEqual([
      { name: 'value 1', color: ground },
      { name: 'value 0', color: object },
    ]);
  });

  it('never gives two classes one colour, while there are as few as colours', () => {
    const origins = fc.array(fc.option(fc.nat(2)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(origins, (from) => {
        const colors = carriedClasses(CLASSES, from, reading(from.length)).map(({ color }) => color);
        expect(new Set(colors).size).toBe(colors.length);
      }),
    );
  });
});
