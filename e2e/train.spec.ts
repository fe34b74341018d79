/** A run from the choice to the comparison, as a user handles it: preset, start, pause, change, stop, go on, compare. */
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

const LONG = 5 * 60_000;

test('chooses, starts, pauses, changes the rate, looks back, stops and keeps, and goes on', async ({
  page,
}) => {
  const studio = await smallRun(page, 2000);
  const status = page.getByTestId('train-status');
  await studio.button('Start training').click();
  await expect(status).toContainText(/Step \d/, { timeout: LONG });
  await expect(page.getByRole('slider', { name: 'Moment of the run' })).toBeVisible({ timeout: LONG });

  await studio.button('Pause').click();
  await expect(status).toContainText('Paused');
  await studio.button('Resume').click();
  await studio.button('Learning rate × 0.5').click();
  await expect(page.getByRole('group', { name: 'Learning rate' })).toContainText('rate × 0.5', {
    timeout: LONG,
  });

  const moment = page.getByRole('slider', { name: 'Moment of the run' });
  await moment.press('Home');
  await expect(moment).toHaveAttribute('aria-valuetext', /^step \d/);
  await studio.button('Hold').click();
  await expect(page.getByRole('img', { name: /, predicted in the middle$/ })).toHaveCount(2);
  await studio.button('Let go').click();

  await studio.button('Stop and keep').click();
  await studio.trainingEnds();
  await page.getByText(/^Runs \(1\)$/).click();
  const runs = page.getByRole('list', { name: 'Runs' });
  await expect(runs.getByRole('button')).toContainText('stopped');

  await page.getByRole('textbox', { name: 'More steps' }).fill('5');
  await studio.button('Continue longer').click();
  await expect(status).toContainText(/Step \d/, { timeout: LONG });
  await studio.button('Stop and keep').click();
  await studio.trainingEnds();
});

test('runs a finished run again with one setting changed, and puts both side by side', async ({ page }) => {
  const studio = await smallRun(page, 12);
  await studio.trainToTheEnd();
  const files = await studio.downloads('CSV', 1);
  const lines = files.get('curves.csv')?.toString('utf8').trim().split('\r\n') ?? [];
  expect(lines[0]).toMatch(/^step,loss,learning rate/);
  expect(lines.at(-1)).toMatch(/^12,/);

  await page.locator('summary').filter({ hasText: 'Try one change' }).click();
  await page.getByLabel('Setting', { exact: true }).selectOption('batch');
  await page.getByLabel('New value', { exact: true }).fill('2');
  await studio.button('Run it and compare').click();
  const comparison = page.getByRole('region', { name: 'Runs compared' });
  await expect(comparison).toBeVisible({ timeout: LONG });
  await expect(comparison.getByRole('row', { name: /^Batch/ })).toContainText('1 patch');
  await expect(comparison.getByRole('row', { name: /^Seed/ })).toHaveCount(0);
  await studio.button('Close').click();

  const runs = page.getByRole('list', { name: 'Runs' });
  await runs.getByRole('button').last().click();
  await studio.button('Rename Run 1').click();
  await page.getByLabel('Name of the run').fill('The first');
  await page.getByLabel('Name of the run').press('Enter');
  await expect(runs.getByRole('button').last()).toContainText('The first');
  await studio.button('Delete The first').click();
  await expect(runs.getByRole('button')).toHaveCount(1);
  await studio.button('Bring back').click();
  await expect(runs.getByRole('button')).toHaveCount(2);
  await studio.button('Use model').click();
  await studio.reload();
  await studio.stage('Train');
  await page.getByText(/^Runs \(2\)$/).click();
  await expect(runs.getByRole('button').last()).toContainText('The first');
});

test('a setting changed by hand shows, and goes back to the preset', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await expect(studio.images()).toHaveCount(8, { timeout: LONG });
  await studio.stage('Train');
  await expect(page.getByText('Done at')).toBeVisible({ timeout: LONG });
  await page.getByText('Fast', { exact: true }).click();
  await studio.set('Width', 5);
  await expect(page.getByText('1 setting changed by you.')).toBeVisible();
  await studio.button('Width: as the preset has it').click();
  await expect(page.getByLabel('Width', { exact: true })).not.toHaveValue('5 channels');
  await expect(page.getByText('1 setting changed by you.')).toHaveCount(0);
});

/** The sample with a network that even a software GPU trains quickly. */
async function smallRun(page: Page, steps: number): Promise<StudioPage> {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await expect(studio.images()).toHaveCount(8, { timeout: LONG });
  await studio.stage('Train');
  for (const [label, value] of Object.entries({ Steps: steps, Batch: 1, Depth: 1, Width: 4, Tile: 48 })) {
    await studio.set(label, value);
  }
  return studio;
}
