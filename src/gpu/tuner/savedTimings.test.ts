import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { SavedTimings, type TimingsFile } from './savedTimings';

class TextFile implements TimingsFile {
  constructor(public text: string | null = null) {}
  async read() {
    return this.text;
  }
  async write(text: string) {
    this.text = text;
  }
}

const times = fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.nat()));

test('what was written is read by the next one that opens the file', async () => {
  await fc.assert(
    fc.asyncProperty(times, times, async (first, second) => {
      const file = new TextFile();
      const saved = new SavedTimings(file);
      await Promise.all([saved.write('a', first), saved.write('b', second)]);
      const again = new SavedTimings(file);
      expect(await again.read('a')).toEqual(first);
      expect(await again.read('b')).toEqual(second);
      expect(await again.read('c')).toEqual({});
    }),
  );
});

test.each([
  '',
  '{"edition":1,"adapt',
  '[]',
  '{"edition":9,"adapters":{}}',
  '{"edition":1,"adapters":{"a":{"k":{"t":"x"}}}}',
])('a damaged file is told of and replaced: %s', async (text) => {
  const file = new TextFile(text);
  const onDamage = vi.fn();
  const saved = new SavedTimings(file, onDamage);
  expect(await saved.read('a')).toEqual({});
  await saved.write('a', { key: { tile: 1 } });
  expect(onDamage).toHaveBeenCalledTimes(1);
  expect(await new SavedTimings(file).read('a')).toEqual({ key: { tile: 1 } });
});

test('adapters not seen for long go', async () => {
  const file = new TextFile();
  const saved = new SavedTimings(file);
  for (let i = 0; i < 30; i++) await saved.write(`adapter ${i}`, { key: { tile: i } });
  expect(await saved.read('adapter 0')).toEqual({});
  expect(await saved.read('adapter 29')).toEqual({ key: { tile: 29 } });
});
