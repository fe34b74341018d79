/** What was predicted leaves the page: everything as one zip, read back by other programs; cancelled; the run card printed. */
import { AxeBuilder } from '@axe-core/playwright';
import { decode } from 'fast-png';
import { strFromU8, unzipSync } from 'fflate';
import { fromArrayBuffer } from 'geotiff';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

const IMAGES = 8;
/** Hang guard on a busy machine, ms. */
const LONG = 300_000;
/** A file an image and kind, two classes of probability PNGs, and one file of each kind that holds all images. */
const FILES = 7 * IMAGES + 2 * IMAGES + 5;

test('everything comes as one zip that other programs read, and leaves nothing behind', async ({
  page,
  context,
}) => {
  const studio = await predictedSample(page);
  const card = page.getByRole('region', { name: 'Everything', exact: true });
  await expect(card).toContainText(`one .zip of ${FILES} files`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);

  const downloads = await studio.downloads('Download everything', 1);
  await expect(card).toContainText('Made: results.zip');
  const zip = unzipSync(new Uint8Array(downloads.get('results.zip') ?? []));
  expect(Object.keys(zip)).toHaveLength(FILES + 1);
  const file = (path: string) => zip[path] ?? new Uint8Array();

  const contents = JSON.parse(strFromU8(file('export.json')));
  expect(contents.images).toHaveLength(IMAGES);
  let objects = 0;
  for (const { files } of contents.images) {
    const mask = decode(file(`masks/${files}.png`));
    const ids = decode(file(`objects-png/${files}.png`));
    expect([mask.depth, ids.depth]).toEqual([8, 16]);
    const tiff = await fromArrayBuffer(Uint8Array.from(file(`objects-tiff/${files}.tif`)).buffer);
    const numbers = await (await tiff.getImage()).readRasters({ interleave: true });
    expect(Array.from(numbers as ArrayLike<number>)).toEqual([...ids.data]);
    // An object is where the mask is not background.
    expect([...ids.data].every((id, at) => id > 0 === (mask.data[at] ?? 0) > 0)).toBe(true);
    const probable = await fromArrayBuffer(Uint8Array.from(file(`probabilities-tiff/${files}.tif`)).buffer);
    expect(await probable.getImageCount()).toBe(2);
    const count = [...ids.data].reduce((most, id) => Math.max(most, id), 0);
    expect(JSON.parse(strFromU8(file(`outlines-geojson/${files}.geojson`))).features).toHaveLength(count);
    expect(Object.keys(unzipSync(file(`outlines-imagej/${files}.zip`)))).toHaveLength(count);
    expect(decode(file(`overlays/${files}.png`))).toMatchObject({ width: mask.width, channels: 3 });
    objects += count;
  }
  expect(JSON.parse(strFromU8(file('coco.json'))).annotations).toHaveLength(objects);
  expect(strFromU8(file('measurements.csv')).trimEnd().split('\r\n')).toHaveLength(objects + 2);
  expect(JSON.parse(strFromU8(file('scores.json'))).images).toHaveLength(IMAGES);
  const stack = await fromArrayBuffer(Uint8Array.from(file('masks-stack/masks.tif')).buffer);
  expect(await stack.getImageCount()).toBe(IMAGES);

  // The zip's file is kept while it may be read, and swept at the next start.
  expect(await scratchFiles(page)).toBe(1);
  await page.close();
  const next = await context.newPage();
  await next.goto('./');
  await expect.poll(() => scratchFiles(next), { timeout: LONG }).toBe(0);
});

test('an export can be cancelled, and the run card prints alone', async ({ page }) => {
  const studio = await predictedSample(page);
  await cancelAtOnce(studio);
  await expect(studio.button('Download everything')).toBeEnabled();
  await expect.poll(() => scratchFiles(page)).toBe(0);

  await studio.button('Open run card').click();
  const run = page.getByRole('article');
  await expect(run).toContainText('Trained on');
  await expect(run.getByRole('img', { name: /Loss and Dice over 20 steps/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(run).toBeVisible();
  for (const hidden of ['navigation', 'contentinfo', 'complementary'] as const)
    await expect(page.getByRole(hidden)).toHaveCount(0);
  await expect(studio.button('Print')).toHaveCount(0);
});

/** The sample with every image predicted by a small network, at stage Export. */
async function predictedSample(page: Page): Promise<StudioPage> {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await studio.makeRunSmall(20);
  await studio.trainToTheEnd();
  await studio.stage('Predict');
  await studio.button('Predict all').click();
  await expect(page.getByText(`${IMAGES} of ${IMAGES} images predicted.`)).toBeVisible({ timeout: LONG });
  await studio.stage('Export');
  return studio;
}

/** In the page itself: on a fast machine the export is over before a click from here arrives. */
async function cancelAtOnce(studio: StudioPage): Promise<void> {
  await studio.button('Download everything').evaluate((button: HTMLElement) => {
    const pressCancel = () => {
      const cancel = [...document.querySelectorAll('button')].find(({ innerText }) => innerText === 'Cancel');
      if (cancel === undefined) return;
      observer.disconnect();
      cancel.click();
    };
    const observer = new MutationObserver(pressCancel);
    observer.observe(document.body, { childList: true, subtree: true });
    button.click();
  });
  await expect(studio.page.getByRole('region', { name: 'Everything', exact: true })).not.toContainText(
    'Made',
  );
}

/** Files of exports in the browser's private file system. */
function scratchFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    let count = 0;
    const all = await root.getDirectoryHandle('exports');
    for await (const folder of all.values()) {
      if (folder.kind !== 'directory') continue;
      for await (const name of (folder as FileSystemDirectoryHandle).keys()) if (name) count += 1;
    }
    return count;
  });
}
