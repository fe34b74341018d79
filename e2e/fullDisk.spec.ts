/** The disk fills up in the middle of a run: it goes on, it is told once, and all is kept once there is room again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';
import { startBrowser } from './killableBrowser';
import { tapSteps, toldSteps } from './stepTap';
import { StudioPage } from './studioPage';

/** Hang guard for work on the software GPU, ms. */
const LONG = 9 * 60_000;

// With a profile on disk: in a private one, the overridden quota is not held to.
test('a disk that is full amid a run costs neither the run nor, with room again, its model', async ({
  baseURL,
}) => {
  test.setTimeout(3 * LONG);
  const profile = await mkdtemp(path.join(tmpdir(), 'unet-studio-'));
  const browser = await startBrowser(profile);
  try {
    const { page } = browser;
    const studio = new StudioPage(page);
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(baseURL ?? '');
    await tapSteps(page);
    await page.goto(baseURL ?? '');
    await studio.button('Try a sample').click();
    await studio.makeRunSmall(300);
    await studio.saved();
    await studio.button('Start training').click();
    await expect.poll(async () => (await toldSteps(page)).length, { timeout: LONG }).toBeGreaterThan(0);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const bar = page.getByRole('contentinfo');
    await expect(bar).toContainText('not saved', { timeout: LONG });
    await studio.trainingEnds();
    const told = page.getByText(/^The space that the browser grants this page is used up/);
    await expect(told).toHaveCount(1);
    await expect(bar).toContainText('not saved');

    await session.send('Storage.overrideQuotaForOrigin', { origin });
    // Whatever is written next finds the room for what waits.
    await studio.set('Width', 8);
    await expect(bar).not.toContainText('not saved', { timeout: LONG });
    await studio.reload();
    await studio.stage('Train');
    await page.getByText(/^Runs \(1\)$/).click();
    await expect(page.getByRole('list', { name: 'Runs' })).not.toContainText('cut off');
    await studio.stage('Predict');
    await expect(page.getByRole('button', { name: /^Predict/ }).last()).toBeEnabled({ timeout: LONG });
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
