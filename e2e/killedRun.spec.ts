/** A browser killed in the middle of a run: opened again, the run is there, and goes on from its last checkpoint to its end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';
import { startBrowser } from './killableBrowser';
import { tapSteps, toldSteps } from './stepTap';
import { StudioPage } from './studioPage';

/** Hang guard for work on the software GPU, ms. */
const LONG = 9 * 60_000;

test('a browser killed amid a run opens again, and the run goes on to its end', async ({ baseURL }) => {
  test.setTimeout(3 * LONG);
  const profile = await mkdtemp(path.join(tmpdir(), 'unet-studio-'));
  try {
    const killed = await startBrowser(profile);
    const before = new StudioPage(killed.page);
    await tapSteps(killed.page);
    await killed.page.goto(baseURL ?? '');
    await before.button('Try a sample').click();
    await before.makeRunSmall(1000);
    await before.button('Start training').click();
    await expect
      .poll(async () => (await toldSteps(killed.page, 'checkpoint')).length, { timeout: LONG })
      .toBeGreaterThan(0);
    await killed.kill();

    const again = await startBrowser(profile);
    try {
      const { page } = again;
      const studio = new StudioPage(page);
      await tapSteps(page);
      await page.goto(baseURL ?? '');
      await studio.stage('Train');
      await page.getByText(/^Runs \(1\)$/).click();
      await page.getByRole('list', { name: 'Runs' }).getByRole('button', { name: /Run 1/ }).click();
      const resume = page.getByRole('button', { name: /^Resume after step/ });
      await expect(resume).toBeEnabled({ timeout: LONG });
      const step = Number(/\d+/.exec(await resume.innerText())?.[0]);
      expect(step).toBeGreaterThan(0);
      await resume.click();
      await studio.trainingEnds();
      const steps = (await toldSteps(page)).map((told) => told.step);
      expect(steps[0]).toBe(step + 1);
      expect(steps).toEqual(steps.map((_, index) => step + 1 + index));
    } finally {
      await again.kill();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
