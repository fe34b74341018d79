/** Contenders in an installed Chromium, each in a page of its own. Called by peers.mjs. */
import path from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../../scripts/chromium.mjs';
import { ROOT } from '../../scripts/npm.mjs';

/** @typedef {import('../measure.mjs').BenchHost} BenchHost */

/** @returns {Promise<BenchHost>} */
export async function openBrowserHost() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(CHROMIUM_HELP);
  const server = await servePage();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_SWITCHES });
  return {
    name: 'browser',
    versions: { browser: browser.version() },
    spawn: async () => {
      const page = await browser.newPage();
      await page.goto(new URL('bench/page.html', server.resolvedUrls?.local[0]).href);
      await page.waitForFunction(() => 'bench' in globalThis);
      return {
        open: (name, benchCase) =>
          page.evaluate(
            ([one, two]) => globalThis.bench.open(one, two),
            /** @type {const} */ ([name, benchCase]),
          ),
        run: () => page.evaluate(() => globalThis.bench.run()),
        facts: () => page.evaluate(() => globalThis.bench.facts()),
        adapter: () => page.evaluate(() => globalThis.bench.adapter()),
        close: () => page.close(),
      };
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function servePage() {
  const outDir = path.join(ROOT, 'node_modules', '.cache', 'bench', 'page');
  const shared = /** @type {const} */ ({ root: ROOT, configFile: false, logLevel: 'error', base: './' });
  const input = path.join(ROOT, 'bench', 'page.html');
  await build({
    ...shared,
    publicDir: false,
    build: { outDir, emptyOutDir: true, target: 'esnext', rolldownOptions: { input } },
  });
  return preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1' } });
}
