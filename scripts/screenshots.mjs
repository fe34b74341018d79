/**
 * `npm run screenshots -- FOLDER`: every stage on the generated sample, dark and light, in three sizes, as PNGs to look
 * at. `--readme` makes docs/screenshot.png instead, after a short training.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from './chromium.mjs';
import { ROOT } from './npm.mjs';
import { serveBuilt } from './serveBuilt.mjs';

/** @typedef {import('playwright').Page} Page */

const STAGES = ['Data', 'Augment', 'Train', 'Predict', 'Export'];
const THEMES = ['dark', 'light'];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
  { width: 1920, height: 1080 },
];

/** Where the page keeps its theme (src/app/rememberTheme.ts). */
const THEME_KEY = 'unet-studio-theme';

const argument = process.argv[2];
if (argument === undefined) fail('Name a folder for the screenshots, or --readme.');
const executablePath = findChromium() ?? fail(CHROMIUM_HELP);

const server = await serveBuilt();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_SWITCHES });
if (argument === '--readme') await shootReadme(path.join(ROOT, 'docs', 'screenshot.png'));
else await shootAll(path.resolve(argument));
await browser.close();
await server.close();
process.exit(0);

/** @param {string} folder */
async function shootAll(folder) {
  mkdirSync(folder, { recursive: true });
  for (const theme of THEMES) {
    for (const size of SIZES) {
      const page = await openPage(theme, size);
      const name = (/** @type {string} */ what) => `${what}-${theme}-${size.width}x${size.height}.png`;
      await shoot(page, path.join(folder, name('empty')));
      await openSample(page);
      for (const stage of STAGES) {
        await openStage(page, stage);
        await shoot(page, path.join(folder, name(stage.toLowerCase())));
      }
      await page.context().close();
    }
  }
}

/**
 * The sample with the settings it comes with, trained for some minutes on a software GPU, on the held-out image.
 * @param {string} file
 */
async function shootReadme(file) {
  const page = await openPage('dark', { width: 1440, height: 900 });
  await openSample(page);
  await openStage(page, 'Train');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page
    .getByTestId('train-status')
    .getByText('Finished')
    .waitFor({ timeout: 30 * 60_000 });
  // The stage of that name comes first, the action after the run last.
  await page.getByRole('button', { name: 'Predict', exact: true }).last().click();
  await page.getByTestId('predict-iou').waitFor({ timeout: 10 * 60_000 });
  await shoot(page, file);
}

/**
 * @param {string} theme
 * @param {{width: number, height: number}} viewport
 * @returns {Promise<Page>} the studio, just opened
 */
async function openPage(theme, viewport) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  await context.addInitScript(
    ([key, value]) => localStorage.setItem(key, value),
    /** @type {const} */ ([THEME_KEY, theme]),
  );
  const page = await context.newPage();
  await page.goto(server.address);
  return page;
}

/** @param {Page} page */
async function openSample(page) {
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.getByRole('button', { name: 'Try a sample' }).waitFor({ state: 'hidden' });
}

/**
 * @param {Page} page
 * @param {string} stage
 */
async function openStage(page, stage) {
  await page
    .getByRole('navigation', { name: 'Stages' })
    .getByRole('button', { name: stage, exact: true })
    .click();
}

/**
 * Waits until the picture no longer changes: previews and thumbnails arrive from workers.
 * @param {Page} page
 * @param {string} file
 */
async function shoot(page, file) {
  let [before, now] = ['', await encoded(page)];
  for (let tries = 0; tries < 20 && now !== before; tries++) {
    await page.waitForTimeout(500);
    [before, now] = [now, await encoded(page)];
  }
  await page.screenshot({ path: file });
  process.stdout.write(`${file}\n`);
}

/** @param {Page} page */
async function encoded(page) {
  return (await page.screenshot()).toString('base64');
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
