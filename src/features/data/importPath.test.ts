import { describe, expect, it } from 'vitest';
import { importPath, toImportFile } from './importPath';

describe('importPath', () => {
  it.each([
    [{ name: 'a.png' }, 'a.png'],
    [{ name: 'a.png', path: './a.png' }, 'a.png'],
    [{ name: 'a.png', path: '/set/masks/a.png' }, 'set/masks/a.png'],
    [{ name: 'a.png', path: 'set\\a.png' }, 'set/a.png'],
    [{ name: 'a.png', path: './a.png', webkitRelativePath: 'set/a.png' }, 'set/a.png'],
    [{ name: '.hidden.png', path: './.hidden.png' }, '.hidden.png'],
  ])('%o lies at %s', (file, path) => expect(importPath(file)).toBe(path));

  it('hands the file itself over as the bytes', () => {
    const file = new File(['x'], 'a.png');
    expect(toImportFile(file)).toEqual({ path: 'a.png', blob: file });
  });
});
