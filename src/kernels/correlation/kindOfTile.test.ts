import { expect, test } from 'vitest';
import { kindOfTile, withoutSubgroups } from './kindOfTile';

test('only what needs barriers or subgroups is no direct tile', () => {
  expect(kindOfTile('tiled pixels=8 groups=2')).toBe('tiled');
  expect(kindOfTile('subgroup pixels=16 groups=2 rows=1')).toBe('subgroup');
  expect(kindOfTile('lanes groups=4 taps=1 pixels=2')).toBe('direct');
  expect(kindOfTile('direct pixels=16 groups=2 rows=1')).toBe('direct');
});

test('a tile with subgroups has its direct twin, any other stands for itself', () => {
  expect(withoutSubgroups('subgroup pixels=16 groups=2 rows=8')).toBe('direct pixels=16 groups=2 rows=8');
  expect(withoutSubgroups('tiled pixels=8 groups=2')).toBe('tiled pixels=8 groups=2');
});
