import { expect, it } from 'vitest';
import { filterText, titleOf } from './columnText';

it('writes columns and filters with their units', () => {
  expect(titleOf({ title: 'Area', unit: 'µm²' })).toBe('Area, µm²');
  expect(titleOf({ title: 'Circularity', unit: '' })).toBe('Circularity');
  expect(filterText({ title: 'Area', unit: 'px²' }, { low: 20, high: 1234.5 })).toBe('Area 20 to 1,235 px²');
  expect(filterText({ title: 'Circularity', unit: '' }, { low: 0.25, high: 1 })).toBe(
    'Circularity 0.25 to 1',
  );
  const kinds = ['cell', 'crack'].map((name, index) => ({ value: index + 1, name }));
  expect(filterText({ title: 'Class', unit: '', kinds }, { low: 2, high: 2 })).toBe('Class crack');
});
