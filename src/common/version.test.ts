import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { STUDIO_VERSION } from './version';

test('is that of package.json', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  expect(STUDIO_VERSION).toBe(JSON.parse(text).version);
});
