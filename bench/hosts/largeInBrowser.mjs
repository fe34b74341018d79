/** A large image through the built page in an installed Chromium, as a user would do it. Called by large.mjs. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../../scripts/chromium.mjs';
import { serveBuilt } from '../../scripts/serveBuilt.mjs';

/** Hang guard of each step, ms. */
const LONG = 60 * 60_000;

/**
 * @param {string} folder where writeSubject wrote
 * @returns {Promise<import('./largeInNode.mjs').LargeRun>}
 */
export async function predictInBrowser(folder) {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(CHROMIUM_HELP);
  const studio = await serveBuilt();
  const server = await chromium.launchServer({ executablePath, args: CHROMIUM_SWITCHES });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const page = await browser.newPage({ acceptDownloads: true });
    page.setDefaultTimeout(LONG);
    await page.goto(studio.address);
    const stage = (/** @type {string} */ name) =>
      page.getByRole('navigation').getByRole('button', { name }).click();
    const inPage = (/** @type {string} */ name) =>
      page.getByRole('button', { name, exact: true }).and(page.locator(':not(nav *)'));
    await page.getByTestId('file-input').setInputFiles(path.join(folder, 'image.tif'));
    await page.getByRole('listbox', { name: 'Images' }).getByRole('option').first().click();
    await stage('Export');
    const model = ['model.json', 'weights.bin'].map((name) => path.join(folder, name));
    await page.getByTestId('model-input').setInputFiles(model);
    await stage('Predict');
    tell('the image is in the project');
    const before = await highWaterMarks(server.process().pid ?? 0);
    const started = performance.now();
    await inPage('Predict').click();
    const progress = setInterval(() => void progressOf(page), 20_000);
    const done = inPage('Download the whole result');
    await done.waitFor();
    clearInterval(progress);
    const seconds = (performance.now() - started) / 1000;
    const after = await highWaterMarks(server.process().pid ?? 0);
    const [download] = await Promise.all([page.waitForEvent('download'), done.click()]);
    const labels = path.join(folder, 'labels.tif');
    await download.saveAs(labels);
    const labelBytes = (await stat(labels)).size;
    const vmHwmMiB = {
      rendererBefore: before.renderer ?? null,
      renderer: after.renderer ?? null,
      gpuProcess: after['gpu-process'] ?? null,
    };
    return { adapter: `SwiftShader in Chromium ${browser.version()}`, seconds, vmHwmMiB, labelBytes };
  } finally {
    await browser.close();
    await server.close();
    await studio.close();
  }
}

/** @param {import('playwright').Page} page */
async function progressOf(page) {
  const text = await page
    .getByRole('status')
    .filter({ hasText: /Tile|Preparing/ })
    .first()
    .innerText()
    .catch(() => 'no progress is shown');
  tell(text.replaceAll('\n', ', '));
}

/**
 * The most memory that was resident, MiB, of each type of process below `root`: the largest of those of a type. Empty
 * where there is no /proc.
 * @param {number} root
 * @returns {Promise<Record<string, number>>}
 */
async function highWaterMarks(root) {
  const all = await readdir('/proc').catch(() => /** @type {string[]} */ ([]));
  const processes = await Promise.all(all.filter((name) => /^\d+$/.test(name)).map(processOf));
  const known = new Map(processes.flatMap((one) => (one === null ? [] : [[one.pid, one]])));
  const isBelow = (/** @type {number} */ pid) => {
    for (let at = known.get(pid); at; at = known.get(at.parent)) if (at.pid === root) return true;
    return false;
  };
  /** @type {Record<string, number>} */
  const marks = {};
  for (const { pid, type, peakMiB } of known.values()) {
    if (isBelow(pid)) marks[type] = Math.max(marks[type] ?? 0, peakMiB);
  }
  return marks;
}

/**
 * Null for one that has ended meanwhile.
 * @param {string} pid
 */
async function processOf(pid) {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const number = (/** @type {string} */ name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const type = /--type=([a-z-]+)/.exec(command)?.[1] ?? 'browser';
    return { pid: Number(pid), parent: number('PPid'), type, peakMiB: Math.round(number('VmHWM') / 1024) };
  } catch {
    return null;
  }
}

/** @param {string} text */
function tell(text) {
  process.stderr.write(`${text}\n`);
}
