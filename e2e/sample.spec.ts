/** A newcomer's three clicks, and leaving in the middle of a run. */
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

test('three clicks from the empty page to a prediction; leaving meanwhile asks first', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await expect(studio.images()).toHaveCount(8);
  await studio.button('Start training').click();
  await expect(page.getByTestId('train-status')).toContainText(/Step \d/, { timeout: 300_000 });

  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();

  // The software GPU would take long over all steps; a user's needs a minute.
  await studio.button('Stop and keep').click();
  await studio.trainingEnds();
  await studio.button('Predict').click();
  await studio.predictionEnds();
});
