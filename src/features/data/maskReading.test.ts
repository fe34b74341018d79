import { describe, expect, it } from 'vitest';
import { classesBlocker, classesReading, meaningOf, withIgnore } from './maskReading';

const values = [0, 1, 255].map((value) => ({ value, pixels: 10 }));
const many = Array.from({ length: 40 }, (_, value) => ({ value, pixels: 1 }));

describe('mask reading', () => {
  it('makes every value but the ignored one a class', () => {
    expect(classesReading(values, 255)).toEqual({ kind: 'classes', values: [0, 1], ignore: 255 });
    expect(classesReading(values, null)).toEqual({ kind: 'classes', values: [0, 1, 255], ignore: null });
  });

  it('keeps the kind when the ignored value changes', () => {
    expect(withIgnore({ kind: 'instances', ignore: null }, values, 255)).toEqual({
      kind: 'instances',
      ignore: 255,
    });
    expect(withIgnore(classesReading(values, null), values, 1)).toEqual({
      kind: 'classes',
      values: [0, 255],
      ignore: 1,
    });
  });

  it('says why values cannot be classes', () => {
    expect(classesBlocker(values, null)).toBeNull();
    expect(classesBlocker(many, null)).toContain('32');
    expect(classesBlocker(values.slice(0, 2), 1)).toContain('at least two');
  });

  it('names what a value means', () => {
    const reading = classesReading(values, 255);
    expect(meaningOf(1, reading, ['background', 'cell'])).toBe('cell');
    expect(meaningOf(255, reading, ['background', 'cell'])).toBe('ignored');
    expect(meaningOf(7, { kind: 'instances', ignore: null }, ['background', 'object'])).toBe('object');
  });
});
