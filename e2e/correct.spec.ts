/** The circle: label, train, predict, correct, train on, without any import anew; with a real pointer on the canvas. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { paintedLayer, setBrushSize, stroke } from './canvasPointer';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { StudioPage } from './studioPage';

const LONG = 5 * 60_000;
const SIDE = 64;

/** Bright squares on dark ground, at places that `shift` moves, px. */
function squares(shift: number) {
  const isIn = (x: number, y: number) => (x + shift) % 32 < 14 && (y + 2 * shift) % 32 < 14;
  return {
    image: greyPng(SIDE, (x, y) => (isIn(x, y) ? 170 : 60) + ((x * 7 + y * 13) % 11)),
    mask: greyPng(SIDE, (x, y) => (isIn(x, y) ? 255 : 0)),
  };
}

/** Two labelled images, and two without a mask. */
const FILES = [0, 9, 16, 21].flatMap((shift, index) => {
  const { image, mask } = squares(shift);
  const name = `${index}.png`;
  const own = { name: `images-${name}`, bytes: image };
  return index < 2 ? [own, { name: `images-${index}_mask.png`, bytes: mask }] : [own];
});

test('corrects a prediction with the pointer, takes it back, adds it, trains on, and is better there', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(FILES);
  await expect(studio.images()).toHaveCount(4, { timeout: LONG });
  await studio.makeRunSmall(12);
  await studio.holdOutTheLast();
  await studio.trainToTheEnd();

  await studio.stage('Predict');
  await studio.images().nth(2).click();
  await studio.button('Predict').click();
  await expect(page.getByText('This image has no mask to compare with.')).toBeVisible({ timeout: LONG });

  await page.locator('summary').filter({ hasText: 'Correct' }).click();
  await undoGivesBackThePixels(page, studio);

  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // Everything is background, then the bright squares are painted over.
  await page.keyboard.press('e');
  await setBrushSize(page, 256);
  await stroke(page, SIDE, [
    [4, 4],
    [60, 4],
    [60, 60],
    [4, 60],
    [32, 32],
  ]);
  await page.keyboard.press('b');
  await setBrushSize(page, 12);
  for (const [x, y] of squareMiddles(16)) {
    await stroke(page, SIDE, [
      [x - 1, y - 1],
      [x + 1, y - 1],
      [x + 1, y + 1],
      [x - 1, y + 1],
    ]);
  }
  await studio.button('Add to training set').click();
  await expect(page.getByText('This image has drawn labels in the training set.')).toBeVisible();
  await studio.button('Predict').click();
  await studio.predictionEnds();
  const before = await studio.number('predict-iou');

  await page.getByLabel('Steps to train on').fill('200');
  await page.getByLabel('Steps to train on').blur();
  await page.keyboard.press('b');
  await studio.button('Add and continue training').click();
  await expect(page.getByTestId('train-status')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Predict settings' })).toBeVisible({ timeout: LONG });
  await studio.predictionEnds();
  await expect.poll(() => studio.number('predict-iou'), { timeout: LONG }).toBeGreaterThan(before);

  await studio.button('Next: least sure image').click();
  await expect(studio.images().nth(3)).toHaveAttribute('aria-selected', 'true', { timeout: LONG });

  await studio.reload();
  await studio.stage('Data');
  await studio.images().nth(2).click();
  await expect(page.getByText('drawn in the studio')).toBeVisible();
});

/** What a stroke and a rejected object changed is as it was after Ctrl-Z, and there again after Ctrl-Shift-Z. */
async function undoGivesBackThePixels(page: Page, studio: StudioPage): Promise<void> {
  await page.keyboard.press('b');
  await setBrushSize(page, 20);
  const clean = await paintedLayer(page);
  await stroke(page, SIDE, [
    [10, 10],
    [50, 20],
    [30, 50],
  ]);
  const painted = await paintedLayer(page);
  expect(painted).not.toBe(clean);
  await page.keyboard.press('i');
  await stroke(page, SIDE, [
    [8, 40],
    [20, 44],
  ]);
  const ignored = await paintedLayer(page);
  await page.keyboard.press('Control+z');
  await expect.poll(() => paintedLayer(page)).toBe(painted);
  await page.keyboard.press('Control+z');
  await expect.poll(() => paintedLayer(page)).toBe(clean);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => paintedLayer(page)).toBe(ignored);
  await studio.button('Undo').click();
  await studio.button('Undo').click();
  await expect.poll(() => paintedLayer(page)).toBe(clean);
}

/** Of the squares that `squares` puts whole on the image. */
function squareMiddles(shift: number): [number, number][] {
  const middles = (move: number) =>
    [0, 1, 2].map((n) => 32 * n - (move % 32) + 7).filter((at) => at > 6 && at < SIDE - 6);
  return middles(shift).flatMap((x) => middles(2 * shift).map((y): [number, number] => [x, y]));
}
