/** axe finds nothing in any stage, empty and filled, dark and light. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { largeTiff } from './greyTiff';
import { StudioPage } from './studioPage';

for (const colorScheme of ['dark', 'light'] as const) {
  test(`every stage is accessible, ${colorScheme}`, async ({ page }) => {
    await page.addInitScript((theme) => localStorage.setItem('unet-studio-theme', theme), colorScheme);
    const studio = new StudioPage(page);
    await studio.open();
    await expectAccessible(page, 'empty Data');
    await studio.button('Try a sample').click();
    await expect(studio.images()).toHaveCount(8);
    for (const stage of ['Data', 'Augment', 'Train', 'Predict', 'Export'] as const) {
      await studio.stage(stage);
      await expectAccessible(page, stage);
    }
    await studio.stage('Train');
    await openGroups(page);
    await expectAccessible(page, 'every group of Train');
    await trainsAccessibly(studio);
    await studio.stage('Augment');
    await page.getByRole('button', { name: /^Scale/ }).click();
    await expectAccessible(page, 'an open transform');
    await page.keyboard.press('m');
    await expect(page.getByRole('img', { name: /weights of its pixels$/ })).toBeVisible();
    await expectAccessible(page, 'the weight map');
    await predictsAccessibly(studio);
  });
}

/** A run under way, its end, its rows, and a run looked at. */
async function trainsAccessibly(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await studio.makeRunSmall(21);
  await studio.button('Start training').click();
  await expect(page.getByTestId('train-status')).toContainText(/Step \d/, { timeout: 300_000 });
  await expectAccessible(page, 'a run under way');
  await studio.trainingEnds();
  await expectAccessible(page, 'a run that has ended');
  for (const row of ['Worst tiles', 'Runs (1)']) {
    await page.getByText(row, { exact: true }).click();
    await expectAccessible(page, row);
  }
  await page.getByRole('list', { name: 'Runs' }).getByRole('button').click();
  await expectAccessible(page, 'a kept run');
}

/** With a model: every group open, before and after an image is predicted, and an image that is too large to be held. */
async function predictsAccessibly(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await studio.stage('Predict');
  await openGroups(page);
  await expect(page.getByText('Average with', { exact: true })).toBeVisible();
  await expectAccessible(page, 'every group of Predict');
  await studio.button('Predict').click();
  await studio.predictionEnds();
  await openGroups(page);
  await expectAccessible(page, 'every group of Predict over a prediction');
  await studio.drop([{ name: 'large.tif', bytes: largeTiff(10_240) }]);
  // It takes the place of the sample, in Data.
  await page.getByRole('option', { name: /^large\.tif/ }).click();
  await studio.stage('Predict');
  await expect(page.getByText('Write probabilities, too')).toBeVisible();
  await expectAccessible(page, 'a large image in Predict');
}

async function openGroups(page: StudioPage['page']): Promise<void> {
  await page.locator('details:not([open]) > summary').evaluateAll((all) => {
    for (const summary of all) (summary as HTMLElement).click();
  });
}

async function expectAccessible(page: StudioPage['page'], where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, where).toEqual([]);
}
