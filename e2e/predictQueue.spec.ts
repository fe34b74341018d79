/** A queue of images as a user has it: the page is loaded anew amid it, it goes on, and nothing is lost or another. */
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { type DroppedFile, StudioPage } from './studioPage';

/** Hang guard for work on the software GPU, ms. */
const LONG = 9 * 60_000;
const [LABELLED, OTHERS] = [2, 8];
const ALL = LABELLED + OTHERS;

test('a queue goes on after a reload, its masks are those of one that was not cut off, the least sure first', async ({
  page,
}) => {
  test.setTimeout(3 * LONG);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(files());
  await expect(studio.images()).toHaveCount(ALL);
  await studio.makeRunSmall(3);
  await studio.trainToTheEnd();

  await studio.stage('Predict');
  await studio.button('Predict all').click();
  await expect(predicted(studio)).not.toHaveCount(0, { timeout: LONG });
  await page.reload();
  await studio.stage('Predict');
  const left = page.getByText(/^\d+ images? of the queue (is|are) left\.$/);
  await expect(left).toBeVisible();
  const count = Number.parseInt(await left.innerText(), 10);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(ALL);
  await expect.poll(() => predicted(studio).count()).toBeGreaterThanOrEqual(ALL - count);
  const resume = studio.button('Resume');
  await expect(resume).toBeEnabled({ timeout: LONG });
  await resume.click();
  await expect(predicted(studio)).toHaveCount(ALL, { timeout: LONG });
  await expect(left).toBeHidden();
  const resumed = await pictures(page);

  await studio.button('Predict all').click();
  await expect(page.getByText(`${ALL} of ${ALL} images predicted.`)).toBeVisible({ timeout: LONG });
  const whole = await pictures(page);
  expect(resumed.length).toBe(ALL);
  for (const [index, picture] of whole.entries())
    expect(picture.equals(resumed[index] ?? Buffer.of())).toBe(true);

  await page.getByText('Least sure first', { exact: true }).click();
  const names = await studio
    .images()
    .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));
  const values = names.map((name) => Number(/uncertainty ([\d.]+)/.exec(name ?? '')?.[1]));
  expect(values).toEqual(values.toSorted((one, other) => other - one));
  expect(values[0]).toBeGreaterThan(0);
  await studio.overlay('Uncertainty');
  await expect(page.getByText('all classes alike')).toBeVisible();
});

function predicted(studio: StudioPage) {
  return studio.images().and(studio.page.locator('[aria-label*="predicted"]'));
}

/** Every image under its prediction, as the viewer draws it. */
async function pictures(page: Page): Promise<Buffer[]> {
  const drawn: Buffer[] = [];
  const { length } = await page.getByRole('listbox', { name: 'Images' }).getByRole('option').all();
  for (let index = 0; index < length; index++) {
    const option = page.getByRole('listbox', { name: 'Images' }).getByRole('option').nth(index);
    await option.click();
    const label = `${await option.getAttribute('title')} with its prediction`;
    const canvas = page.getByRole('main').getByRole('img', { name: label });
    await expect(canvas).toBeVisible();
    // The canvas draws in the frame after it got its image.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    drawn.push(await canvas.screenshot());
  }
  return drawn;
}

/** Two small images with masks, and larger ones without. */
function files(): DroppedFile[] {
  const small = Array.from({ length: LABELLED }, (_, index) => [
    {
      name: `a${index}.png`,
      bytes: greyPng(64, (x, y) => (x > 20 + index ? 170 : 50) + ((x * 7 + y * 13) % 31)),
    },
    { name: `a${index}_mask.png`, bytes: greyPng(64, (x) => (x > 20 + index ? 255 : 0)) },
  ]).flat();
  const large = Array.from({ length: OTHERS }, (_, index) => ({
    name: `b${index}.png`,
    bytes: greyPng(
      500,
      (x, y) => ((x + 40 * index) % 200 > 100 ? 170 : 50) + ((x * 7 + y * (3 + index)) % (10 * index + 5)),
    ),
  }));
  return [...small, ...large];
}
