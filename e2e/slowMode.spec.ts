/** A browser without a WebGPU adapter: the page says why, and computes on WebGL only after being told to. */
import { findChromium } from '../scripts/chromium.mjs';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

const executablePath = findChromium() ?? '';

test.use({
  launchOptions: {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu-sandbox', '--enable-unsafe-swiftshader'],
  },
});

test('says why there is no WebGPU and opens slow mode when asked', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await expect(page.getByText(/WebGPU found no graphics adapter|does not offer WebGPU/)).toBeVisible();
  await studio.button('Try a sample').click();
  await expect(studio.images()).toHaveCount(8);
  await expect(studio.button('Start training')).toBeDisabled();
  await studio.button('Use slow mode (WebGL)').click();
  await expect(page.getByRole('contentinfo')).toContainText('WebGL');
  await studio.stage('Train');
  for (const [label, value] of Object.entries({ Steps: 2, Batch: 1, Depth: 1, Width: 2, Tile: 32 })) {
    await studio.set(label, value);
  }
  await studio.trainToTheEnd();
  await expect(page.getByTestId('train-status')).toContainText('Finished');
});
