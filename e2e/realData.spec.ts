/** Real files as people have them: odd ones all at once, masks given by hand, and masks that need cleaning. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { dataDir } from '../src/testing/dataDir';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

/** A path in the folder of real data; skips the test where that is missing. */
function realData(...parts: readonly string[]): string {
  const root = dataDir();
  test.skip(root === null, 'the real images are not here: set STUDIO_DATA');
  return path.join(root ?? '', ...parts);
}

const inspector = (page: Page) => page.getByRole('complementary');

/** The line of one fact of the selected image. */
const maskFact = (page: Page) => inspector(page).locator('dl > div').filter({ hasText: /^Mask/ });

test('every file of a folder of odd ones is an image or has its reason, and the page lives', async ({
  page,
}) => {
  const folder = realData('awkward');
  const studio = new StudioPage(page);
  await studio.open();
  await studio.pickFolder(folder);
  await page.getByRole('button', { name: /^Show all/ }).click();

  const names = await studio
    .images()
    .evaluateAll((options) => options.map((option) => option.getAttribute('title') ?? ''));
  const images = names.map((name) => name.replace(/, (page|channel|z|t) .*$/, ''));
  const reasons = await inspector(page).innerText();
  const manifest = await readFile(path.join(folder, 'MANIFEST.tsv'), 'utf8');
  const files = manifest
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0] ?? '');
  expect(files.length).toBeGreaterThan(60);
  const lost = files.filter((file) => !images.includes(path.basename(file)) && !reasons.includes(file));
  // Notes beside images are counted, not listed.
  expect(lost).toEqual(['tiff_stack/multifile.companion.ome']);
  expect(reasons).toContain('MANIFEST.tsv and 2 more are text');

  await studio.picture(names.indexOf('basi6a16.png'));
});

test('the browser decodes WebP, which the command line refuses', async ({ page }) => {
  const file = realData('awkward', 'photo', 'photo.webp');
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop([{ name: 'photo.webp', bytes: await readFile(file) }]);
  await expect(studio.images()).toHaveCount(1);
  await expect(inspector(page)).toContainText('128 × 128 px');
  await expect(inspector(page)).toContainText('3 channels, uint8');
  await studio.picture(0);
});

test('a mask is given to another image by dragging, and taken back', async ({ page }) => {
  const folder = realData('cwfid');
  const studio = new StudioPage(page);
  await studio.open();
  await studio.pickFolder(folder);
  await expect(studio.images()).toHaveCount(3);
  await studio.images().nth(1).click();
  await expect(maskFact(page)).toContainText('009.png (same name in masks/)');

  // Three annotations stay alone beside the masks; the first is of image 001.
  await page.getByTitle('Drag it onto its image in the strip').first().hover();
  await page.mouse.down();
  await page.mouse.move(600, 400, { steps: 3 });
  await studio.images().nth(1).hover();
  await page.mouse.up();
  await expect(maskFact(page)).toContainText('001.png');

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(maskFact(page)).toContainText('009.png (same name in masks/)');
});

test('noisy masks are shown as they were and as they are read', async ({ page }) => {
  const folder = realData('kvasir_sample');
  const studio = new StudioPage(page);
  await studio.open();
  await studio.pickFolder(folder);
  await expect(studio.images()).toHaveCount(5);
  await expect(inspector(page)).toContainText('Found: noise around the values.');
  await inspector(page).getByText('As in its file').click();
  const viewer = page.getByRole('main').getByRole('img', { name: /its mask as in the file$/ });
  await expect(viewer).toBeVisible();
  await expect(inspector(page)).toContainText(/Cleaning changes [\d,]+ pixels/);
  await inspector(page).getByText('As read').click();
  await expect(viewer).toBeHidden();
});
