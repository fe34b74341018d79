/** A film strip of which only a part is drawn: the keys reach its ends, and the focus goes with them. */
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { StudioPage } from './studioPage';

const COUNT = 230;

/** Images drawn at 1440 px: those in sight and some on either side. */
const MOST_DRAWN = 60;

test('Home and End take the focus to images that were not drawn', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const names = Array.from({ length: COUNT }, (_, index) => `${String(index).padStart(3, '0')}.png`);
  await studio.drop(names.map((name) => ({ name, bytes: greyPng(16, (x) => x) })));
  const at = (place: number) => studio.images().and(page.locator(`[aria-posinset="${place}"]`));
  await at(1).click();
  await at(1).focus();
  await expect(at(COUNT)).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(at(COUNT)).toBeFocused();
  await expect(at(1)).toHaveCount(0);
  await page.keyboard.press('Home');
  await expect(at(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(at(2)).toBeFocused();
});

test('a strip of a thousand images draws those in view', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const bytes = greyPng(8, (x) => 30 * x);
  const names = Array.from({ length: 1000 }, (_, index) => `${String(index).padStart(4, '0')}.png`);
  await studio.drop(names.map((name) => ({ name, bytes })));
  const strip = page.getByRole('listbox', { name: 'Images' });
  const drawn = studio.images();
  const few = async () => expect(await drawn.count()).toBeLessThan(MOST_DRAWN);
  const pictures = strip.locator('canvas');
  await expect(pictures.first()).toBeVisible();
  await few();
  const box = await strip.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 60);
  for (let turn = 0; turn < 20; turn++) {
    await page.mouse.wheel(4000, 0);
    await few();
  }
  await strip.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  const last = page.locator('[aria-posinset="1000"]');
  await expect(last.locator('canvas')).toBeVisible();
  await few();
  expect(await pictures.count()).toBeLessThan(MOST_DRAWN);
});
