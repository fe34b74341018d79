/** A film strip of which only a part is drawn: the keys reach its ends, and the focus goes with them. */
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { StudioPage } from './studioPage';

const COUNT = 230;

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
