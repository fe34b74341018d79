/** Strokes on the built page in an installed Chromium, by real pointer events. Called by data.mjs. */
import process from 'node:process';
import { chromium } from 'playwright';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../../scripts/chromium.mjs';
import { serveBuilt } from '../../scripts/serveBuilt.mjs';
import { watchPointer } from './watchPointer.mjs';

/** Hang guard of each step, ms. */
const LONG = 5 * 60_000;
const STROKES = 8;
/** Of these the first are not counted: the page's code is compiled in them. */
const WARM_UP = 2;
/** Pointer events of a stroke while the button is down. */
const MOVES = 80;

/**
 * @param {string} image path of the file that is painted on
 * @param {readonly (readonly [string, number])[]} cases name and diameter of the brush, px
 */
export async function paintInBrowser(image, cases) {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(CHROMIUM_HELP);
  const studio = await serveBuilt();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_SWITCHES });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(LONG);
    await page.addInitScript(watchPointer);
    await page.goto(studio.address);
    await page.getByTestId('file-input').setInputFiles(image);
    await page.getByRole('listbox', { name: 'Images' }).getByRole('option').first().click();
    await takeBrush(page);
    const rows = [];
    for (const [name, size] of cases) {
      rows.push(await rowOf(page, name, size));
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
    }
    const version = browser.version();
    return { adapter: `SwiftShader in Chromium ${version}`, versions: { browser: version }, rows };
  } finally {
    await browser.close();
    await studio.close();
  }
}

/** @param {import('playwright').Page} page */
async function takeBrush(page) {
  await page.getByRole('button', { name: 'Draw labels' }).first().click();
  await page.keyboard.press('b');
  await layerOf(page).waitFor();
}

/** @param {import('playwright').Page} page */
function layerOf(page) {
  return page.getByRole('main').locator('canvas[data-part="correction"]');
}

/**
 * @param {import('playwright').Page} page
 * @param {string} name
 * @param {number} size
 */
async function rowOf(page, name, size) {
  await setSize(page, size);
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  /** @type {import('./watchPointer.mjs').Watched[]} */
  const strokes = [];
  let scriptMs = 0;
  for (let index = 0; index < STROKES; index++) {
    await page.evaluate(() => globalThis.pointerWatch.begin());
    const before = await scriptTime(debug);
    await stroke(page, index);
    const after = await scriptTime(debug);
    if (index < WARM_UP) continue;
    strokes.push(await page.evaluate(() => globalThis.pointerWatch.end()));
    scriptMs += after - before;
  }
  const moves = strokes.flatMap(({ events }) => events.filter(({ type }) => type === 'pointermove'));
  const sorted = moves.map(({ ms }) => ms).sort((a, b) => a - b);
  const presses = strokes.flatMap(({ events }) => events.filter(({ type }) => type !== 'pointermove'));
  const ms = at(sorted, 0.5);
  return {
    case: name,
    ours: {
      ms,
      p95Ms: at(sorted, 0.95),
      maxMs: at(sorted, 1),
      pressMaxMs: round(Math.max(...presses.map((one) => one.ms))),
      scriptMsPerEvent: round(scriptMs / moves.length),
      events: moves.length,
      uploadedBytesPerStroke: mean(strokes.map(({ uploadedBytes }) => uploadedBytes)),
      changedBoxBytesPerStroke: mean(strokes.map(({ boxBytes }) => boxBytes)),
    },
    peers: {},
    ratios: {},
  };
}

/**
 * Along a wave over the middle of the picture, another one each time.
 * @param {import('playwright').Page} page
 * @param {number} index
 */
async function stroke(page, index) {
  const box = await layerOf(page).boundingBox();
  if (box === null) throw new Error('There is nothing to paint on.');
  const pointAt = (/** @type {number} */ move) => {
    const along = move / MOVES;
    const across = 0.5 + 0.3 * Math.sin(5 * along + index);
    return /** @type {const} */ ([box.x + box.width * (0.1 + 0.8 * along), box.y + box.height * across]);
  };
  await page.mouse.move(...pointAt(0));
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move++) await page.mouse.move(...pointAt(move));
  await page.mouse.up();
}

/**
 * @param {import('playwright').Page} page
 * @param {number} size
 */
async function setSize(page, size) {
  const slider = page.getByRole('slider', { name: 'Size of the brush' });
  const now = async () => Number.parseInt((await slider.getAttribute('aria-valuetext')) ?? '', 10);
  for (let value = await now(); value !== size; value = await now()) {
    await slider.press(value < size ? 'ArrowRight' : 'ArrowLeft');
    if (value === (await now())) throw new Error(`The brush stays at ${value} px.`);
  }
  await slider.blur();
}

/**
 * JavaScript of the page's own thread so far, ms.
 * @param {import('playwright').CDPSession} debug
 */
async function scriptTime(debug) {
  const { metrics } = await debug.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN);
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function at(sorted, share) {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}

/** @param {readonly number[]} values */
function mean(values) {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 1000) / 1000;
}
