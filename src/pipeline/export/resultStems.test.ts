import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultStems } from './resultStems';

const stems = (...ids: string[]) => resultStems(ids, ['.png']);

describe('resultStems', () => {
  test('tells names apart that differ in capitals, in ending, or in how a letter is written', () => {
    expect(stems('A.tif', 'a.tif', 'a.png')).toEqual(['A', 'a (2)', 'a (3)']);
    expect(stems('é.tif', 'e\u0301.tif')).toEqual(['é', 'é (2)']);
    expect(stems('Set/a.tif', 'set/A.tif')).toEqual(['Set/a', 'set/A (2)']);
  });

  test('replaces what some file system refuses', () => {
    expect(stems('a:b?.tif', 'con.tif', 'aux/x.tif', 'end. .tif', '../up.tif', '/root.tif')).toEqual([
      'a_b_',
      '_con',
      '_aux/x',
      'end',
      '_/up',
      'root',
    ]);
    expect(stems('C:\\x\\y.tif', '.tif', '')).toEqual(['C__x_y', '.tif', '_']);
  });

  test('calls no file as a folder of another', () => {
    expect(stems('a.png/b.tif', 'a.jpg')).toEqual(['a.png/b', 'a (2)']);
  });

  test('minds all endings that an image gets', () => {
    expect(resultStems(['b.tif', 'b.overlay.tif'], ['.png', '.overlay.png'])).toEqual(['b', 'b.overlay (2)']);
  });

  test('stays short enough to be written', () => {
    const [long = '', longer = ''] = stems(`${'ä'.repeat(300)}.tif`, `${'ä'.repeat(301)}.tif`);
    expect(Buffer.byteLength(`${longer}.png`)).toBeLessThan(255);
    expect(long).not.toBe(longer);
  });

  test('gives every image a legal name of its own, whatever it is called', () => {
    const part = fc.oneof(
      fc.constantFrom('a', 'A', 'CON', 'a.', ' a', '..', 'ß', 'SS', 'a.png'),
      fc.string(),
    );
    const id = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 12 }), (ids) => {
        const paths = resultStems(ids, ['.png']).map((stem) => `${stem}.png`);
        const folded = paths.map((path) => path.normalize('NFC').toLowerCase());
        expect(new Set(folded).size).toBe(ids.length);
        for (const path of paths) {
          for (const name of path.split('/')) {
            expect(name).toMatch(/^[^<>:"|?*\\\p{Cc}]+$/u);
            expect(name).not.toMatch(/[. ]$|^\.{1,2}$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
          }
        }
        // A folder's name with "/" begins the paths in it.
        for (const path of folded) expect(folded.some((other) => other.startsWith(`${path}/`))).toBe(false);
      }),
    );
  });
});
