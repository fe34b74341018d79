/** What is remembered, what is forgotten first, and what happens to failures. */
import { describe, expect, it } from 'vitest';
import { AsyncCache } from './asyncCache';

function counting() {
  const made: string[] = [];
  const cache = new AsyncCache<string>(10, (text) => text.length);
  const get = (key: string, value = key) =>
    cache.get(key, async () => {
      made.push(key);
      return value;
    });
  return { cache, made, get };
}

describe('AsyncCache', () => {
  it('makes a value once, however many ask before it is there', async () => {
    const { made, get } = counting();
    expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['a', 'a', 'a']);
    await get('a');
    expect(made).toEqual(['a']);
  });

  it('forgets what was used longest ago once the bytes are too many', async () => {
    const { made, get } = counting();
    for (const key of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'aaaa', 'bbbb']) await get(key);
    expect(made).toEqual(['aaaa', 'bbbb', 'cccc', 'bbbb']);
  });

  it('keeps the value used last even where it is too large by itself', async () => {
    const { made, get } = counting();
    await get('a');
    await get('much longer than ten');
    await get('much longer than ten');
    await get('a');
    expect(made).toEqual(['a', 'much longer than ten', 'a']);
  });

  it('does not remember a failure, and a value that was put replaces one under way', async () => {
    const { cache, get } = counting();
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await get('a')).toBe('a');
    const slow = cache.get('b', async () => 'old');
    cache.put('b', 'new');
    await slow;
    expect(await cache.get('b', async () => 'never made')).toBe('new');
  });
});
