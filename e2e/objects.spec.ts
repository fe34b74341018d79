/** From pixels to objects: thresholds, the table and the image that find each other, filters, errors and totals. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { type DroppedFile, StudioPage } from './studioPage';

const SIDE = 96;
const IMAGES = ['a', 'b', 'c'];
/** Of the first image, in rows of four; each of the others has one less, so that masks are seen to number objects. */
const DISCS = 12;

test('objects are cut out, sorted, filtered, found from table and image, and counted', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(IMAGES.flatMap(pairOf));
  await studio.makeRunSmall(80);
  await studio.holdOutTheLast();
  await studio.trainToTheEnd();
  await studio.stage('Predict');
  await studio.images().nth(0).click();
  await studio.button('Predict all').click();
  await expect(page.getByText('3 of 3 images predicted.')).toBeVisible({ timeout: 300_000 });

  await page.keyboard.press('o');
  await test.step('thresholds are live', () => setsThreshold(page));
  await test.step('sorted and filtered', () => sortsAndFilters(page));
  await test.step('from a row to the image and back', () => findsObject(page));
  await test.step('errors and scores of objects', () => showsErrors(page));
  await test.step('totals', () => countsAll(page));
  await test.step('every view is accessible', () => viewsAreAccessible(page));
});

/** Bright discs of several sizes on a dark ground, each with a number of its own in the mask. */
function pairOf(name: string): DroppedFile[] {
  const seed = IMAGES.indexOf(name);
  const discAt = (x: number, y: number) => {
    const [column, row] = [Math.floor(x / 24), Math.floor(y / 32)];
    const disc = 4 * row + column;
    const radius = 5 + ((disc * 5 + seed) % 6);
    const isInside = Math.hypot(x - 24 * column - 11.5, y - 32 * row - 15.5) < radius;
    return isInside && disc < DISCS - seed ? disc : -1;
  };
  const image = (x: number, y: number) => (discAt(x, y) < 0 ? 40 : 170) + ((x * 7 + y * 13 + seed * 5) % 30);
  const mask = (x: number, y: number) => 1 + discAt(x, y);
  return [
    { name: `images/${name}.png`, bytes: greyPng(SIDE, image) },
    { name: `masks/${name}.png`, bytes: greyPng(SIDE, mask) },
  ];
}

/** How many objects the drawer's bar tells. */
function count(page: Page) {
  return page.getByRole('button', { name: /^Objects/ });
}

function grid(page: Page) {
  return page.getByRole('grid', { name: 'Objects of this image' });
}

async function tab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('radiogroup', { name: 'View of the objects' });
  await tabs.getByText(name, { exact: true }).click();
}

async function column(page: Page, title: string): Promise<number[]> {
  const titles = await grid(page).getByRole('columnheader').allInnerTexts();
  const index = titles.findIndex((text) => text.startsWith(title));
  const cells = await grid(page)
    .getByRole('row')
    .evaluateAll((rows, at) => rows.slice(1).map((row) => row.children[at]?.textContent ?? ''), index);
  return cells.map(Number);
}

async function setsThreshold(page: Page): Promise<void> {
  await expect(count(page)).toHaveText(`Objects${DISCS}`);
  await page.getByText('Thresholds', { exact: true }).click();
  const slider = page.getByRole('slider', { name: 'Threshold of object' });
  await slider.press('Home');
  // Every pixel reaches a threshold of 0: the image is one object.
  await expect(count(page)).toHaveText('Objects1');
  await slider.press('End');
  await expect(count(page)).not.toHaveText('Objects1');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(count(page)).toHaveText(`Objects${DISCS}`);
}

async function sortsAndFilters(page: Page): Promise<void> {
  await grid(page).getByRole('button', { name: 'Area' }).click();
  await expect(grid(page).getByRole('columnheader', { name: 'Area' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const areas = await column(page, 'Area');
  expect(areas).toEqual(areas.toSorted((a, b) => a - b));
  expect(areas).toHaveLength(DISCS);
  const middle = areas[DISCS / 2] ?? 0;
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('From', { exact: true }).fill(String(middle));
  await page.getByLabel('From', { exact: true }).press('Enter');
  await page.keyboard.press('Escape');
  const kept = areas.filter((area) => area >= middle);
  await expect(count(page)).toHaveText(`Objects${kept.length} of ${DISCS}`);
  expect(await column(page, 'Area')).toEqual(kept);
  await page.getByRole('button', { name: /^Take off the filter Area/ }).click();
  await expect(count(page)).toHaveText(`Objects${DISCS}`);
}

async function findsObject(page: Page): Promise<void> {
  const row = grid(page).getByRole('row').nth(5);
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  const next = grid(page).getByRole('row').nth(6);
  await expect(next).toHaveAttribute('aria-selected', 'true');
  const id = await next.getByRole('gridcell').first().innerText();
  const viewer = page.getByRole('group', { name: /^Viewer/ });
  await viewer.focus();
  await page.keyboard.press('Escape');
  await expect(next).toHaveAttribute('aria-selected', 'false');
  // The row's object was brought to the middle: a click there chooses it again.
  const box = await viewer.boundingBox();
  const middle = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 };
  await viewer.hover({ position: middle });
  await expect(viewer.getByText(new RegExp(`^#${id} object, `))).toBeVisible();
  await viewer.click({ position: middle });
  await expect(next).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('0');
}

async function showsErrors(page: Page): Promise<void> {
  await new StudioPage(page).overlay('Errors');
  await expect(page.getByText(`right${DISCS}`)).toBeVisible();
  await expect(page.getByText(`Objects: ${DISCS} found, ${DISCS} in the mask`)).toBeVisible();
  expect((await grid(page).getByText('right', { exact: true }).all()).length).toBe(DISCS);
}

async function countsAll(page: Page): Promise<void> {
  await tab(page, 'All images');
  const rows = page.getByRole('grid', { name: 'Totals of all images' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.last()).toContainText('All images');
  const cells = async (at: number) => (await rows.nth(at).getByRole('gridcell').allInnerTexts()).slice(1, 4);
  const all = await Promise.all([1, 2, 3].map(cells));
  const sum = (at: number) => all.reduce((total, own) => total + Number((own[at] ?? '').replace(',', '')), 0);
  const [counts, area] = await cells(4);
  expect([Number(counts), Number((area ?? '').replace(',', ''))]).toEqual([sum(0), sum(1)]);
  await rows.nth(2).click();
  await expect(page.getByRole('option', { name: 'b.png' })).toHaveAttribute('aria-selected', 'true');
}

async function viewsAreAccessible(page: Page): Promise<void> {
  for (const theme of ['dark', 'light']) {
    for (const view of ['All images', 'Histogram', 'Scatter plot', 'Table']) {
      await tab(page, view);
      await expectAccessible(page, `${view}, ${theme}`);
    }
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expectAccessible(page, `a new filter, ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /light|dark/i }).click();
  }
}

/** Colours on their way from one theme or choice to the next have no contrast yet; all changes take under 200 ms. */
async function transitionsEnd(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
}

async function expectAccessible(page: Page, where: string): Promise<void> {
  await transitionsEnd(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, where).toEqual([]);
}
