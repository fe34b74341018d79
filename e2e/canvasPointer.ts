/** A real pointer on the image that is drawn on, and the pixels that are there then. */
import { expect, type Page } from 'playwright/test';

type At = readonly [x: number, y: number];

function layerOf(page: Page) {
  return page.getByRole('main').locator('canvas[data-part="correction"]');
}

/** RGBA of what is drawn, as text: [height, width, 4]. */
export async function paintedLayer(page: Page): Promise<string> {
  return layerOf(page).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    return Array.from(pixels ?? []).join();
  });
}

/** Whether anything is laid over each of these pixels. */
export async function isPaintedAt(page: Page, places: readonly At[]): Promise<boolean[]> {
  return layerOf(page).evaluate(
    (canvas, at) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      return at.map(([x, y]) => (context?.getImageData(x, y, 1, 1).data[3] ?? 0) > 0);
    },
    places.map(([x, y]): [number, number] => [x, y]),
  );
}

export async function setBrushSize(page: Page, size: number): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Size of the brush' });
  const now = async () => Number.parseInt((await slider.getAttribute('aria-valuetext')) ?? '', 10);
  await slider.press(size >= 256 ? 'End' : 'Home');
  for (let at = await now(); at < size; at++) await slider.press('ArrowRight');
  expect(await now()).toBe(size);
  await slider.blur();
}

/** Where points of an image of `side` x `side` px are on the page, CSS px. */
export async function onPage(page: Page, side: number, points: readonly At[]): Promise<At[]> {
  const box = await layerOf(page).boundingBox();
  if (box === null) throw new Error('nothing is drawn on');
  return points.map(([x, y]) => [box.x + (x / side) * box.width, box.y + (y / side) * box.height]);
}

/** Draws along points of the image, px. */
export async function stroke(page: Page, side: number, points: readonly At[]): Promise<void> {
  const [first, ...rest] = await onPage(page, side, points);
  if (first === undefined) throw new Error('a stroke has a point');
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}
