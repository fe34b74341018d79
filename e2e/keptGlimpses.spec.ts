/** What a run showed while it learned is there again after a reload: its slider, back to the untrained network. */
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

/** Hang guard for work on the software GPU, ms. */
const LONG = 9 * 60_000;

test('a kept run can be looked back on after a reload', async ({ page }) => {
  test.setTimeout(2 * LONG);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await studio.makeRunSmall(400);
  await studio.holdOutTheLast();
  await studio.trainToTheEnd();
  await studio.reload();
  await studio.stage('Train');
  await page.getByText(/^Runs \(1\)$/).click();
  await page.getByRole('list', { name: 'Runs' }).getByRole('button', { name: /Run 1/ }).click();
  await page.getByText('Images', { exact: true }).last().click();
  await studio.images().last().click();
  const slider = page.getByRole('slider', { name: 'Moment of the run' });
  await slider.press('Home');
  await expect(page.getByRole('main')).toContainText('After step 0');
  await slider.press('End');
  await expect(page.getByRole('main')).toContainText(/After step [1-9]/);
});
