/** A set with a mask that lies beside its objects and a picture that is there twice: found, shown, mended and taken back. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { type DroppedFile, StudioPage } from './studioPage';

const SIDE = 128;
const VICTIM = 2;

/** Discs at places that `index` decides, each px how deep inside, px; negative outside. */
function depth(index: number, x: number, y: number): number {
  const discs = Array.from({ length: 9 }, (_, place) => {
    const jitter = (n: number) => ((index * 37 + place * 53 + n * 29) % 17) - 8;
    return {
      x: 24 + 40 * (place % 3) + jitter(1),
      y: 24 + 40 * Math.floor(place / 3) + jitter(2),
      r: 9 + ((index + place) % 4),
    };
  });
  return Math.max(...discs.map((disc) => disc.r - Math.hypot(x - disc.x, y - disc.y)));
}

function pair(index: number, shift = 0, as = index): DroppedFile[] {
  const soft = (x: number, y: number) => Math.max(0, Math.min(1, depth(index, x, y) / 2 + 0.5));
  const image = greyPng(SIDE, (x, y) => 50 + 120 * soft(x, y) + ((x * 7 + y * 13 + index) % 11));
  const mask = greyPng(SIDE, (x, y) => (depth(index, x - shift, y) > 0 ? 255 : 0));
  return [
    { name: `p${as}.png`, bytes: image },
    { name: `p${as}_mask.png`, bytes: mask },
  ];
}

test('finds a mask beside its objects, mends it, takes that back, and lets be what is no problem', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  const indices = [0, 1, 2, 3, 4];
  await studio.drop(indices.flatMap((index) => pair(index)));
  await expect(studio.images()).toHaveCount(5);
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await expect(page.getByRole('option', { name: /to check/ })).toHaveCount(0);

  await studio.drop([...pair(VICTIM, 5), ...pair(0, 0, 5)]);
  await expect(studio.images()).toHaveCount(6);
  await expect(page.getByRole('option', { name: /p2\.png, to check/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /p5\.png, to check/ })).toBeVisible();

  const shifted = page.getByRole('button', { name: /The mask of p2\.png lies 5 px to the right/ });
  await shifted.click();
  await expect(studio.images().nth(VICTIM)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('main').locator('svg path').first()).toBeVisible();
  const faulty = await studio.picture(VICTIM);
  await studio.button('Show repair').click();
  await expect(studio.button('Show as it is')).toBeVisible();
  await expect.poll(async () => (await studio.picture(VICTIM)).equals(faulty)).toBe(false);
  await studio.button('Show as it is').click();
  await expect.poll(async () => (await studio.picture(VICTIM)).equals(faulty)).toBe(true);

  await studio.button('Repair').click();
  await expect(page.getByText('drawn in the studio')).toBeVisible();
  await expect(shifted).toBeHidden();
  expect((await studio.picture(VICTIM)).equals(faulty)).toBe(false);
  await studio.button('Undo').click();
  await expect(page.getByText('drawn in the studio')).toBeHidden();
  await expect.poll(async () => (await studio.picture(VICTIM)).equals(faulty)).toBe(true);
  await expect(shifted).toBeVisible();

  await page.getByRole('button', { name: /p5\.png has the very pixels of p0\.png/ }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await studio.button('Not a problem').click();
  await studio.reload();
  await expect(shifted).toBeVisible();
  await expect(page.getByRole('option', { name: /p5\.png, to check/ })).toHaveCount(0);
  await expect(page.getByText('1 called no problem: show again')).toBeVisible();
});

test('a mask of half the size is laid on its image by one click, and off it by another', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const half = greyPng(SIDE / 2, (x, y) => (depth(3, 2 * x, 2 * y) > 0 ? 255 : 0));
  const files = [0, 1, 2, 3].flatMap((index) => pair(index));
  await studio.drop(
    files.map((file) => (file.name === 'p3_mask.png' ? { name: file.name, bytes: half } : file)),
  );
  const small = page.getByRole('button', { name: /p3_mask\.png is 64 × 64 px, its image 128 × 128 px/ });
  await small.click();
  await studio.button('Show repair').click();
  await expect(studio.button('Show as it is')).toBeVisible();
  await studio.button('Repair').click();
  await expect(page.getByText('your choice, scaled to fit')).toBeVisible();
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await studio.button('Undo').click();
  await expect(small).toBeVisible();
});
