/** Files are written to the end whatever the browser's memory is doing: handles at work are not collected. */
import { expect, test } from 'playwright/test';
import { CHROMIUM_SWITCHES, findChromium } from '../scripts/chromium.mjs';
import { ask, type StorageServer, serveStoragePage } from './storagePage';

const executablePath = findChromium() ?? '';
test.use({ launchOptions: { executablePath, args: [...CHROMIUM_SWITCHES, '--js-flags=--expose-gc'] } });

/** Without handles that are held, Chromium 156 leaves one of so many unanswered within seconds. */
const WRITES = 300;

let server: StorageServer;

test.beforeAll(async () => {
  server = await serveStoragePage();
});

test.afterAll(() => server.close());

test('every write ends, also where memory is collected while a file is being opened', async ({ page }) => {
  // Ten times what it takes on a busy machine: one that hangs ends here.
  test.setTimeout(120_000);
  await page.goto(server.address);
  expect(await ask(page, 'appendCollecting', WRITES)).toEqual({ id: 0, result: WRITES });
});
