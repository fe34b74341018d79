/** The Augment stage in the hand: sliders, layers, pins, seeds, presets, and the weights of a whole image. */
import type { Locator } from 'playwright/test';
import { expect, test } from './fixtures';
import { StudioPage } from './studioPage';

let studio: StudioPage;
const patches = () => studio.page.getByRole('list', { name: 'Augmented patches' });
const patch = (index: number) => patches().getByRole('listitem').nth(index);
const layer = (name: string) =>
  studio.page.getByRole('group', { name: 'Layers' }).getByRole('button', { name });

test.beforeEach(async ({ page }) => {
  studio = new StudioPage(page);
  await studio.open();
  await studio.button('Try a sample').click();
  await expect(studio.images()).toHaveCount(8);
  await studio.stage('Augment');
  await expect(patch(11)).toBeVisible();
  await rests();
});

test('a slider changes the patches, and undo brings them back', async () => {
  const before = await pixels(patch(0));
  const contrast = studio.page.getByRole('slider', { name: 'Contrast amount' });
  await expect(contrast).toHaveAttribute('aria-valuetext', '± 25 %');
  await choose('Preset', 'Paper');
  await contrast.press('End');
  await rests();
  expect(await pixels(patch(0))).not.toEqual(before);
  await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(contrast).toHaveAttribute('aria-valuetext', '± 25 %');
  await expect.poll(() => pixels(patch(0))).toEqual(before);
});

test('a row opens to everything that can be set', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: /^Elastic \(paper\)/ }).click();
  const row = page.getByRole('region', { name: 'Elastic (paper)' });
  await row.getByRole('slider', { name: 'Elastic (paper) strength' }).press('End');
  await row.getByRole('switch').press(' ');
  await rests();
  await expect(row.getByRole('slider')).toHaveCount(3);
  await patch(0).getByRole('button').focus();
  await expect(page.getByRole('main')).toContainText(/Elastic \(paper\) up to/);
});

test('Home and End move the thumbs of a range, and the patches follow', async () => {
  const { page } = studio;
  const before = await Promise.all(Array.from({ length: 12 }, (_, index) => pixels(patch(index))));
  await page.getByRole('slider', { name: 'Gaussian noise to' }).press('End');
  const from = page.getByRole('slider', { name: 'Gaussian noise from' });
  await from.press('End');
  await expect(from).toHaveAttribute('aria-valuetext', '2 sd');
  await rests();
  const after = await Promise.all(Array.from({ length: 12 }, (_, index) => pixels(patch(index))));
  expect(after).not.toEqual(before);
  await from.press('Home');
  await expect(from).toHaveAttribute('aria-valuetext', '0 sd');
});

test('layers are switched by button and by key', async () => {
  const image = await pixels(patch(1));
  await layer('Labels').click();
  await expect.poll(() => pixels(patch(1))).not.toEqual(image);
  await expect(patches().locator('svg:not(.lucide) path')).toHaveCount(0);
  await studio.page.keyboard.press('g');
  await expect(layer('Grid')).toHaveAttribute('aria-pressed', 'true');
  await expect(patches().locator('svg:not(.lucide) path').first()).toBeVisible();
  const unweighed = await pixels(patch(1));
  await studio.page.keyboard.press('w');
  await expect(studio.page.getByRole('img', { name: /^Weight: colours from 0 to/ })).toBeVisible();
  await expect.poll(() => pixels(patch(1))).not.toEqual(unweighed);
});

test('a pinned patch stays through new seeds and follows a slider', async () => {
  const { page } = studio;
  await layer('Grid').click();
  const wanted = await pixels(patch(4));
  const other = await pixels(patch(5));
  await patch(4).getByRole('button').click();
  await expect(patch(0).getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(0, 0);
  await studio.page.keyboard.press('r');
  await rests();
  await expect(page.getByText('Seed 2: the first patches that training will draw.')).toBeVisible();
  await expect.poll(() => pixels(patch(5))).not.toEqual(other);
  await patch(0).getByRole('button').blur();
  await expect.poll(() => pixels(patch(0))).toEqual(wanted);
  await page.getByRole('slider', { name: 'Gaussian noise from' }).press('End');
  await choose('Preset', 'Falk');
  await rests();
  await expect.poll(() => pixels(patch(0))).not.toEqual(wanted);
  await patch(0).getByRole('button').press('p');
  await expect(patch(0).getByRole('button')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Shift+R');
  await expect(page.getByText('Seed 1: the first patches that training will draw.')).toBeVisible();
});

test('the weight map shows the selected image and follows its parameters', async () => {
  const { page } = studio;
  await page.getByText('Weight map', { exact: true }).click();
  const map = page.getByRole('main').getByRole('img', { name: /weights of its pixels$/ });
  await expect(map).toBeVisible();
  await expect(studio.images()).toHaveCount(8);
  const automatic = await map.screenshot();
  await choose('More for pixels between objects', 'Falk');
  await expect.poll(async () => (await map.screenshot()).equals(automatic)).toBe(false);
  await rests();
  const falk = await map.screenshot();
  await page.getByRole('slider', { name: 'Reach around objects' }).press('End');
  await expect.poll(async () => (await map.screenshot()).equals(falk)).toBe(false);
  await studio.images().nth(3).click();
  await expect(page.getByRole('main').getByRole('img', { name: /4\.png, weights/ })).toBeVisible();
});

/** The radio itself is out of sight: its word is what people click. */
async function choose(group: string, choice: string): Promise<void> {
  const choices = studio.page.getByRole('radiogroup', { name: group });
  await choices.getByText(choice, { exact: true }).click();
}

/** No patches or weights are on their way, and what arrived is painted. */
async function rests(): Promise<void> {
  await studio.page.waitForTimeout(100);
  await expect(studio.page.getByRole('main').locator('[aria-busy]')).toHaveAttribute('aria-busy', 'false');
  await studio.page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** What a patch's canvas holds, whatever is drawn over it and however large it is. */
function pixels(of: Locator): Promise<string> {
  return of.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}
