/** Labels painted by hand, from nothing to training: real pointers of every kind, undo to the start, and a reload. */
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { StudioPage } from './studioPage';

const LONG = 5 * 60_000;
const SIDE = 64;

/** A bright square on dark ground. */
function picture(from: number): Uint8Array {
  const isIn = (at: number) => at >= from && at < from + 20;
  return greyPng(SIDE, (x, y) => (isIn(x) && isIn(y) ? 190 : 60) + ((x * 7 + y * 13) % 11));
}

const FILES = [8, 30].map((from, index) => ({ name: `plain-${index}.png`, bytes: picture(from) }));

type At = readonly [x: number, y: number];

test('paints labels where there were none, takes all back, keeps them over a reload, and trains on them', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(FILES);
  await expect(page.getByText('No labels yet.')).toBeVisible({ timeout: LONG });
  await studio.button('Draw labels').first().click();
  await expect(layerOf(page)).toBeVisible();
  const blank = await layer(page);
  const looks = [blank];
  const step = async (work: () => Promise<void>) => {
    await work();
    await expect.poll(() => layer(page)).not.toBe(looks.at(-1));
    looks.push(await layer(page));
  };

  await step(() => stroke(page, [10, 10], [50, 10]));
  expect(await colourAt(page, 30, 10)).not.toBe(await colourAt(page, 30, 40));
  await page.keyboard.press('p');
  await step(async () => {
    for (const corner of [
      [8, 24],
      [40, 24],
      [40, 52],
      [8, 52],
    ] as const)
      await click(page, corner);
    await page.keyboard.press('Enter');
  });
  const object = await colourAt(page, 30, 10);
  expect(await colourAt(page, 20, 40)).toBe(object);
  await page.keyboard.press('2');
  await page.keyboard.press('w');
  await step(() => click(page, [60, 60]));
  await page.keyboard.press('e');
  await step(() => stroke(page, [20, 30], [30, 30]));
  expect(await colourAt(page, 25, 30)).toBe('0,0,0,0');
  await page.keyboard.press('f');
  await step(() => click(page, [25, 30]));
  expect(await colourAt(page, 25, 30)).toBe(object);
  await page.keyboard.press('i');
  await step(() => stroke(page, [50, 50], [56, 50]));
  expect(await colourAt(page, 53, 50)).not.toBe(object);

  await page.keyboard.press('e');
  const devtools = await page.context().newCDPSession(page);
  await step(() => penStroke(page, devtools, 36, 0));
  const narrow = await erasedRows(page);
  await page.keyboard.press('Control+z');
  await expect.poll(() => layer(page)).toBe(looks.at(-2));
  looks.pop();
  await step(() => penStroke(page, devtools, 36, 1));
  expect(await erasedRows(page)).toBeGreaterThan(narrow);
  await pinchPaintsNothing(page, devtools);
  await aRestingHandChangesNothing(page, devtools);

  for (const look of looks.slice(0, -1).toReversed()) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => layer(page)).toBe(look);
  }
  await expect(page.getByText('drawn in the studio')).toHaveCount(0);
  for (const look of looks.slice(1)) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => layer(page)).toBe(look);
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await studio.reload();
  await expect(page.getByText('drawn in the studio')).toBeVisible();
  await page.keyboard.press('b');
  await expect.poll(() => layer(page)).toBe(looks.at(-1));

  await studio.images().nth(1).click();
  await expect(layerOf(page)).toBeVisible();
  await page.keyboard.press('w');
  await click(page, [40, 40]);
  await expect(page.getByText('drawn in the studio')).toBeVisible();
  await studio.makeRunSmall(6);
  await studio.holdOutTheLast();
  await studio.trainToTheEnd();
});

function layerOf(page: Page) {
  return page.getByRole('main').locator('canvas[data-part="correction"]');
}

/** The bytes of what is drawn, as text. */
function layer(page: Page): Promise<string> {
  return layerOf(page).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    return Array.from(pixels ?? []).join();
  });
}

async function colourAt(page: Page, x: number, y: number): Promise<string> {
  const bytes = (await layer(page)).split(',');
  return bytes.slice(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 4).join();
}

/** Of a column that the pen crossed, how many pixels are clear. */
async function erasedRows(page: Page): Promise<number> {
  const bytes = (await layer(page)).split(',');
  return Array.from({ length: 12 }, (_, row) => bytes[4 * ((30 + row) * SIDE + 16) + 3]).filter(
    (alpha) => alpha === '0',
  ).length;
}

/** Where a point of the image, px, is on the page. */
async function onPage(page: Page, [x, y]: At): Promise<At> {
  const box = await layerOf(page).boundingBox();
  if (box === null) throw new Error('nothing is drawn on');
  return [box.x + ((x + 0.5) / SIDE) * box.width, box.y + ((y + 0.5) / SIDE) * box.height];
}

async function click(page: Page, at: At): Promise<void> {
  await page.mouse.click(...(await onPage(page, at)));
}

async function stroke(page: Page, from: At, to: At): Promise<void> {
  await page.mouse.move(...(await onPage(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await onPage(page, to)), { steps: 5 });
  await page.mouse.up();
}

/** From left to right along a row, pressed so hard, 0..1. */
async function penStroke(page: Page, devtools: CDPSession, row: number, force: number): Promise<void> {
  const pen = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', column: number) => {
    const [x, y] = await onPage(page, [column, row]);
    const down = { button: 'left', buttons: 1, clickCount: 1 } as const;
    await devtools.send('Input.dispatchMouseEvent', { type, x, y, force, pointerType: 'pen', ...down });
  };
  await pen('mousePressed', 12);
  await pen('mouseMoved', 20);
  await pen('mouseReleased', 20);
}

/** A hand comes down while the pen erases: the stroke goes on to its end, and the image stays where it is. */
async function aRestingHandChangesNothing(page: Page, devtools: CDPSession): Promise<void> {
  const before = await layer(page);
  const place = await layerOf(page).boundingBox();
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: At) => {
    const down = { force: 1, pointerType: 'pen', button: 'left', buttons: 1, clickCount: 1 } as const;
    return devtools.send('Input.dispatchMouseEvent', { type, x, y, ...down });
  };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await pen('mousePressed', await onPage(page, [4, 60]));
  await pen('mouseMoved', await onPage(page, [10, 60]));
  const [x, y] = await onPage(page, [50, 50]);
  await touch('touchStart', [{ x, y }]);
  await touch('touchMove', [{ x: x + 60, y: y + 60 }]);
  await pen('mouseMoved', await onPage(page, [20, 60]));
  await pen('mouseReleased', await onPage(page, [20, 60]));
  await touch('touchEnd', []);
  expect(await layerOf(page).boundingBox()).toEqual(place);
  const drawn = await layer(page);
  expect(drawn).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => layer(page)).toBe(before);
}

async function pinchPaintsNothing(page: Page, devtools: CDPSession): Promise<void> {
  const before = await layer(page);
  const scale = page.getByRole('button', { name: /set to 100 %/ });
  const fitted = await scale.innerText();
  const [x, y] = await onPage(page, [32, 32]);
  const fingers = (apart: number) => [
    { x: x - apart, y, id: 1 },
    { x: x + apart, y, id: 2 },
  ];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', fingers(40).slice(0, 1));
  await touch('touchStart', fingers(40));
  for (const apart of [60, 90, 120]) await touch('touchMove', fingers(apart));
  await touch('touchEnd', []);
  await expect.poll(() => scale.innerText()).not.toBe(fitted);
  expect(await layer(page)).toBe(before);
  await page.keyboard.press('0');
  await expect.poll(() => scale.innerText()).toBe(fitted);
}
