/** Before Start: what the run will cost, and what the GPU is. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

test('forecasts the run, checks the GPU, times it and copies the result', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await studio.stage('Train');
  const forecast = page.getByRole('group').filter({ hasText: 'GPU memory' }).first();
  // The preset first times a few kernels of this GPU.
  await expect(forecast).toContainText('Parameters', { timeout: 300_000 });
  const before = await forecast.textContent();
  await studio.set('Width', 20);
  await expect.poll(() => forecast.textContent()).not.toBe(before);

  await page.getByRole('button', { name: /^GPU:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
  await expect(dialog).toContainText('swiftshader');
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Check now' }).click();
  await expect(dialog.getByText('Passed with instance norm')).toBeVisible({ timeout: 300_000 });
  await expect(dialog.getByText('Passed without norm')).toBeVisible();
  await dialog.getByRole('button', { name: 'Measure' }).click();
  await dialog.getByRole('button', { name: 'Copy as JSON' }).click({ timeout: 300_000 });
  await expect(dialog.getByText('Copied')).toBeVisible();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({ network: 'width 8, depth 2, 64 px', stepMs: expect.any(Number) });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
