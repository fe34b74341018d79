/** Training with nobody there: the page's thread is blocked, or its tab is hidden. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { startBrowser } from './killableBrowser';
import { stepsWhileBlocked, tapSteps, toldSteps } from './stepTap';
import { StudioPage } from './studioPage';

const BLOCKED_MS = 5000;

/** A long run of small steps, under way. */
async function training(page: Page, address: string): Promise<void> {
  const studio = new StudioPage(page);
  await tapSteps(page);
  await page.goto(address);
  await studio.button('Try a sample').click();
  await studio.makeRunSmall(20_000);
  await studio.button('Start training').click();
  await expect.poll(async () => (await toldSteps(page)).length, { timeout: 300_000 }).toBeGreaterThan(5);
}

test("goes on while the page's thread is blocked", async ({ page, baseURL }) => {
  await training(page, baseURL ?? '');
  // However slow the software GPU is today, long enough for several steps.
  const slowest = Math.max(...(await toldSteps(page)).slice(1).map(({ ms }) => ms));
  const meanwhile = await stepsWhileBlocked(page, Math.max(BLOCKED_MS, 10 * slowest));
  // Two are ever under way: more than those were begun and ended meanwhile.
  expect(meanwhile.length).toBeGreaterThan(4);
});

test('goes on while its tab is hidden', async ({ baseURL }) => {
  const profile = await mkdtemp(path.join(tmpdir(), 'unet-studio-'));
  const browser = await startBrowser(profile, { plain: true });
  try {
    const { page } = browser;
    await training(page, baseURL ?? '');
    // A tab of the same window, in front of this one.
    await page.evaluate(() => {
      window.open('about:blank');
    });
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    const before = (await toldSteps(page)).length;
    await expect
      .poll(async () => (await toldSteps(page)).length, { timeout: 300_000 })
      .toBeGreaterThan(before + 5);
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
