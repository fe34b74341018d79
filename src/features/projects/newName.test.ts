import { expect, it } from 'vitest';
import { newName } from './newName';

it('counts up to the first name that is free', () => {
  expect(newName([])).toBe('Untitled');
  expect(newName(['cells', 'Untitled'])).toBe('Untitled 2');
  expect(newName(['Untitled', 'Untitled 3', 'Untitled 2'])).toBe('Untitled 4');
});
