/** Every tool of drawing by the pixels that it leaves, and labels that are scribbles only. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { isPaintedAt, onPage, paintedLayer, setBrushSize, stroke } from './canvasPointer';
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { StudioPage } from './studioPage';

const LONG = 5 * 60_000;
const SIDE = 64;

/** A bright square of 16 px with a dark middle of 4 px, on dark ground. */
function ring(left: number, top: number): Uint8Array {
  const isIn = (x: number, y: number, from: number, to: number) =>
    x - left >= from && x - left < to && y - top >= from && y - top < to;
  return greyPng(SIDE, (x, y) => (isIn(x, y, 0, 16) && !isIn(x, y, 6, 10) ? 180 : 50) + ((x + y) % 3));
}

const FILES = [
  { name: 'first.png', bytes: ring(20, 20) },
  { name: 'second.png', bytes: ring(36, 12) },
];

async function openToDraw(page: Page): Promise<StudioPage> {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop(FILES);
  await expect(studio.images()).toHaveCount(2, { timeout: LONG });
  await studio.images().first().click();
  await studio.button('Draw labels').first().click();
  await expect(page.getByRole('main').locator('canvas[data-part="correction"]')).toBeVisible();
  return studio;
}

test('draws with every tool, takes it all back, and keeps it over a reload', async ({ page }) => {
  const studio = await openToDraw(page);
  const clean = await paintedLayer(page);
  const states = [clean];
  const step = async (draw: () => Promise<void>) => {
    await draw();
    const now = await paintedLayer(page);
    expect(now).not.toBe(states.at(-1));
    states.push(now);
  };

  await page.keyboard.press('w');
  await step(async () => page.mouse.click(...(await one(page, [22, 22]))));
  expect(
    await isPaintedAt(page, [
      [34, 34],
      [28, 28],
      [10, 10],
    ]),
  ).toEqual([true, false, false]);
  await step(async () => studio.button('Fill holes').click());
  expect(await isPaintedAt(page, [[28, 28]])).toEqual([true]);
  await page.keyboard.press('b');
  await setBrushSize(page, 6);
  await step(() =>
    stroke(page, SIDE, [
      [4, 50],
      [20, 50],
    ]),
  );
  expect(
    await isPaintedAt(page, [
      [12, 51],
      [12, 57],
    ]),
  ).toEqual([true, false]);
  await page.keyboard.press('e');
  await step(() =>
    stroke(page, SIDE, [
      [12, 46],
      [12, 54],
    ]),
  );
  expect(await isPaintedAt(page, [[12, 51]])).toEqual([false]);
  await page.keyboard.press('p');
  await step(async () => {
    for (const corner of await onPage(page, SIDE, [
      [44, 44],
      [60, 44],
      [60, 60],
    ]))
      await page.mouse.click(...corner);
    await page.keyboard.press('Enter');
  });
  expect(
    await isPaintedAt(page, [
      [57, 48],
      [46, 58],
    ]),
  ).toEqual([true, false]);
  await page.keyboard.press('l');
  await step(() =>
    stroke(page, SIDE, [
      [4, 4],
      [14, 4],
      [14, 14],
      [4, 14],
      [4, 5],
    ]),
  );
  expect(
    await isPaintedAt(page, [
      [9, 9],
      [17, 9],
    ]),
  ).toEqual([true, false]);
  await page.keyboard.press('i');
  await step(() =>
    stroke(page, SIDE, [
      [50, 4],
      [60, 4],
    ]),
  );
  await page.keyboard.press('f');
  await page.keyboard.press('1');
  await step(async () => page.mouse.click(...(await one(page, [9, 9]))));
  expect(await isPaintedAt(page, [[9, 9]])).toEqual([false]);

  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const drawn = states.at(-1);
  for (const before of states.slice(0, -1).reverse()) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => paintedLayer(page)).toBe(before);
  }
  for (let i = 1; i < states.length; i++) await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => paintedLayer(page)).toBe(drawn);

  await studio.reload();
  await studio.images().first().click();
  await page.keyboard.press('b');
  await expect
    .poll(() =>
      isPaintedAt(page, [
        [34, 34],
        [12, 51],
        [57, 48],
        [9, 9],
      ]),
    )
    .toEqual([true, false, true, false]);
});

test('a few scribbles, with all else ignored, can be trained on', async ({ page }) => {
  const studio = await openToDraw(page);
  for (const index of [0, 1]) {
    await studio.images().nth(index).click();
    await page.getByText('Ignored', { exact: true }).click();
    // The focus is on a radio button now, which leaves letters be.
    await page.keyboard.press('x');
    await expect(page.getByRole('switch', { name: /Outlines only/ })).toBeChecked({ checked: index === 0 });
    await page.keyboard.press('b');
    await page.keyboard.press('2');
    await setBrushSize(page, 4);
    const [x, y] = index === 0 ? [20, 20] : [36, 12];
    await stroke(page, SIDE, [
      [x + 2, y + 2],
      [x + 14, y + 2],
    ]);
    await page.keyboard.press('1');
    await stroke(page, SIDE, [
      [4, 58],
      [60, 58],
    ]);
  }
  await ignoredStaysIgnored(page, studio);
  await studio.makeRunSmall(6);
  await studio.trainToTheEnd();
});

/** What is painted as ignored among scribbles is told from what nobody painted, also with a class more and after a reload. */
async function ignoredStaysIgnored(page: Page, studio: StudioPage): Promise<void> {
  const [ignored, bare] = [
    [30, 40],
    [30, 50],
  ] as const;
  const seen = () => expect.poll(() => isPaintedAt(page, [ignored, bare])).toEqual([true, false]);
  await page.keyboard.press('i');
  await stroke(page, SIDE, [
    [20, 40],
    [40, 40],
  ]);
  await seen();
  await page.getByRole('button', { name: 'Add a class' }).click();
  await expect(page.getByText('class 2')).not.toHaveCount(0);
  await seen();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('class 2')).toHaveCount(0);
  await seen();
  await studio.reload();
  await studio.images().nth(1).click();
  await page.keyboard.press('i');
  await seen();
}

async function one(page: Page, at: readonly [number, number]): Promise<[number, number]> {
  const [point] = await onPage(page, SIDE, [at]);
  if (point === undefined) throw new Error('no point');
  return [point[0], point[1]];
}
