/** Labels drawn on an image of 16 bits that is large: with the tool in hand before it is there, and back after a reload. */
import { isPaintedAt, stroke } from './canvasPointer';
import { expect, test } from './fixtures';
import { greyTiff16 } from './greyTiff';
import { StudioPage } from './studioPage';

const SIDE = 4096;
const CELL = 512;
const RADIUS = 150;

/** Bright discs on dark, noisy ground. */
function discs(): Uint8Array {
  return greyTiff16(SIDE, (x, y) => {
    const [dx, dy] = [(x % CELL) - CELL / 2, (y % CELL) - CELL / 2];
    return (dx * dx + dy * dy < RADIUS * RADIUS ? 9000 : 1500) + ((x * 7 + y * 13) % 300);
  });
}

test('draws on an image of 4096 x 4096 px, 16 bits', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const file = { name: 'discs.tif', mimeType: 'image/tiff', buffer: Buffer.from(discs()) };
  await page.getByTestId('file-input').setInputFiles(file);
  const layer = page.getByRole('main').locator('canvas[data-part="correction"]');
  await expect(studio.images()).toHaveCount(1);
  // While the image is being opened.
  await page.keyboard.press('w');
  await expect(layer).toBeVisible();
  const [disc, beside, edge] = [
    [256, 256],
    [600, 256],
    [256 + RADIUS + 1, 256],
  ] as const;
  await stroke(page, SIDE, [disc]);
  await expect.poll(() => isPaintedAt(page, [disc, beside, edge])).toEqual([true, false, false]);
  for (const [button, painted] of [
    ['Grow', true],
    ['Shrink', false],
  ] as const) {
    // Twice, since the edge is that of a circle on pixels.
    for (let i = 0; i < 2; i++) await studio.button(button).click();
    await expect.poll(() => isPaintedAt(page, [disc, edge])).toEqual([true, painted]);
  }
  await page.keyboard.press('l');
  await stroke(page, SIDE, [
    [1000, 1000],
    [3000, 1000],
    [3000, 3000],
    [1000, 3000],
  ]);
  await expect.poll(() => isPaintedAt(page, [[2000, 2000], beside])).toEqual([true, false]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => isPaintedAt(page, [[2000, 2000], disc])).toEqual([false, true]);

  await studio.reload();
  await page.keyboard.press('b');
  await expect(layer).toBeVisible();
  await expect.poll(() => isPaintedAt(page, [disc, beside, [2000, 2000]])).toEqual([true, false, false]);
});
