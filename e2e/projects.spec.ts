/** Projects as a user has them: what was dropped is there again, whatever became of the tab, and two tabs do no harm. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { buildTiff, long, short } from '../src/testing/buildTiff';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { startBrowser } from './killableBrowser';
import { type DroppedFile, StudioPage } from './studioPage';

const SIDE = 64;

/** Bright squares on a dark, uneven ground; the mask is the squares. */
function pixel(index: number, x: number, y: number, isMask: boolean): number {
  const inside = x > 10 + index && x < 40 && y > 15 && y < 45;
  if (isMask) return inside ? 255 : 0;
  return (inside ? 170 : 50) + ((x * 7 + y * 13 + index * 5) % 31);
}

function png(index: number, isMask: boolean, side = SIDE): Uint8Array {
  return greyPng(side, (x, y) => pixel(index, x, y, isMask));
}

/** A hang guard, ms: every file is flushed to a disk that others may keep busy. */
const SLOW_DISK = 4 * 60_000;

/** images/1.png with masks/1.png and so on. */
function pairs(count: number, side = SIDE): DroppedFile[] {
  return Array.from({ length: count }, (_, index) =>
    [false, true].map((isMask) => ({
      name: `${isMask ? 'masks' : 'images'}/${index + 1}.png`,
      bytes: png(index, isMask, side),
    })),
  ).flat();
}

async function inFolder(files: readonly DroppedFile[], work: (folder: string) => Promise<void>) {
  const root = await mkdtemp(path.join(tmpdir(), 'studio-'));
  try {
    for (const { name, bytes } of files) {
      await mkdir(path.dirname(path.join(root, 'set', name)), { recursive: true });
      await writeFile(path.join(root, 'set', name), bytes);
    }
    await work(root);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function zipped(files: readonly DroppedFile[]): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const { name, bytes } of files) {
    await writer.add(name, new BlobReader(new Blob([new Uint8Array(bytes)])));
  }
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

function stack(count: number, isMask: boolean): Uint8Array {
  const pages = Array.from({ length: count }, (_, index) => {
    const rows = Uint8Array.from({ length: SIDE * SIDE }, (_, at) =>
      pixel(index, at % SIDE, Math.floor(at / SIDE), isMask),
    );
    const size = [long(256, SIDE), long(257, SIDE), long(278, SIDE)];
    return { fields: [...size, short(258, 8), short(262, 1), short(259, 1), short(277, 1)], blocks: [rows] };
  });
  return new Uint8Array(buildTiff({ littleEndian: true }, pages));
}

test('a folder tree, a zip and a pair of stacks show the same, and are there again after a reload', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  const files = pairs(3);
  await inFolder(
    [...files, { name: 'readme.txt', bytes: new TextEncoder().encode('notes') }],
    async (root) => {
      await studio.pickFolder(path.join(root, 'set'));
      await expect(studio.images()).toHaveCount(3);
    },
  );
  const shown = await pictures(studio, 3);
  await studio.reload();
  expect(await pictures(studio, 3)).toEqual(shown);

  await studio.newProject();
  await studio.drop([{ name: 'set.zip', bytes: await zipped(files) }]);
  expect(await pictures(studio, 3)).toEqual(shown);
  await studio.reload();
  expect(await pictures(studio, 3)).toEqual(shown);

  await studio.newProject();
  await studio.drop([
    { name: 'volume.tif', bytes: stack(3, false) },
    { name: 'volume_labels.tif', bytes: stack(3, true) },
  ]);
  expect(await pictures(studio, 3)).toEqual(shown);
  await studio.reload();
  expect(await pictures(studio, 3)).toEqual(shown);
});

test('what was decided about the masks, the classes and the settings is there again', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(flat(pairs(2)));
  await expect(studio.images()).toHaveCount(2);
  await studio.button('Swap background and object').click();
  await page.getByLabel('Name of class 1').fill('ground');
  await studio.stage('Train');
  await studio.set('Steps', 77);
  await studio.reload();
  await studio.stage('Train');
  await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('77');
  await studio.stage('Data');
  await expect(page.getByLabel('Name of class 1')).toHaveValue('ground');
  await expect(page.getByText('your choice')).toBeVisible();
});

test('projects are made, renamed, copied, deleted, saved as a file and opened from it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(flat(pairs(2)));
  const shown = await pictures(studio, 2);
  await page.getByRole('button', { name: 'Rename project My project' }).click();
  await page.getByLabel('Project name').fill('Squares');
  await page.getByLabel('Project name').press('Enter');
  await menu(studio);
  const file = await studio.downloads('Save Squares as a file', 1);
  const [name, packed] = [...file][0] ?? ['', Buffer.alloc(0)];
  expect(name).toBe('Squares.unet');
  await studio.button('Duplicate Squares').click();
  await expect(studio.button('Open Squares copy')).toBeVisible();
  await studio.button('Open Squares copy').click();
  expect(await pictures(studio, 2)).toEqual(shown);

  await menu(studio);
  await studio.button('Delete Squares').click();
  await studio.button('Delete for good').click();
  await expect(studio.button('Open Squares')).toBeHidden();
  await page.keyboard.press('Escape');
  await studio.newProject();
  await studio.drop([{ name, bytes: packed }]);
  await expect(page.getByRole('button', { name: 'Rename project Squares' })).toBeVisible();
  expect(await pictures(studio, 2)).toEqual(shown);
});

test('a second tab is told, may take the project over, and the first then saves nothing', async ({
  context,
}) => {
  const first = new StudioPage(await context.newPage());
  await first.open();
  await first.drop(flat(pairs(2)));
  await expect(first.images()).toHaveCount(2);
  await first.saved();
  const second = new StudioPage(await context.newPage());
  await second.page.goto('./');
  await expect(second.page.getByRole('alert')).toContainText('My project is open in another tab');
  await second.button('Use it here').click();
  await expect(second.images()).toHaveCount(2);
  await expect(first.page.getByRole('alert')).toContainText('This tab no longer saves it');
  await second.drop(flat(pairs(3)));
  await expect(second.images()).toHaveCount(3);
  await first.button('Take it back').click();
  await expect(first.images()).toHaveCount(3);
  await expect(second.page.getByRole('alert')).toContainText('This tab no longer saves it');
});

test('a browser killed while it reads opens again with every file it had read', async ({ baseURL }) => {
  const many = 60;
  await inFolder(pairs(many, 700), async (root) => {
    const profile = path.join(root, 'profile');
    const killed = await startBrowser(profile);
    const before = new StudioPage(killed.page);
    await killed.page.goto(baseURL ?? '');
    await expect(before.button('Try a sample')).toBeVisible();
    await before.pickFolder(path.join(root, 'set'));
    await expect(killed.page.getByRole('status').filter({ hasText: 'Reading' })).toContainText(
      /Reading [2-9]\d/,
      { timeout: SLOW_DISK },
    );
    await killed.kill();

    const again = await startBrowser(profile);
    const after = new StudioPage(again.page);
    await again.page.goto(baseURL ?? '');
    await expect(after.images().first()).toBeVisible({ timeout: 60_000 });
    const count = await after.images().count();
    expect(count).toBeGreaterThan(15);
    expect(count).toBeLessThan(many);
    await expect(again.page.getByRole('region', { name: 'Notices' })).toContainText(
      'The last session ended while files were being added',
    );
    await after.pickFolder(path.join(root, 'set'));
    await expect(after.images()).toHaveCount(many, { timeout: SLOW_DISK });
    await again.kill();
  });
});

/** Dropped one by one, files have no folders: the masks are told by their names. */
function flat(files: readonly DroppedFile[]): DroppedFile[] {
  return files.map(({ name, bytes }) => {
    const [folder, own = ''] = name.split('/');
    return { name: folder === 'masks' ? own.replace('.png', '_mask.png') : own, bytes };
  });
}

async function menu(studio: StudioPage): Promise<void> {
  await studio.page.getByRole('button', { name: 'Projects', exact: true }).click();
}

/** The viewer's pixels of every image, mask included. */
async function pictures(studio: StudioPage, count: number): Promise<string[]> {
  await expect(studio.images()).toHaveCount(count);
  const taken: string[] = [];
  for (let index = 0; index < count; index++) taken.push((await studio.picture(index)).toString('base64'));
  return taken;
}
