import { describe, expect, it } from 'vitest';
import { isForeign } from './useForeignRequests';

describe('isForeign', () => {
  it.each([
    ['http://127.0.0.1:4173/assets/a.js', false],
    ['blob:http://127.0.0.1:4173/0a1b', false],
    ['data:image/png;base64,AA==', false],
    ['http://127.0.0.1:9999/a.js', true],
    ['https://example.org/a.js', true],
  ])('%s: %s', (url, foreign) => expect(isForeign(url, 'http://127.0.0.1:4173')).toBe(foreign));
});
