/** Ten thousand objects in µm: the table makes the rows in view alone, wherever it is scrolled to and however sorted. */
import { expect, test } from './fixtures';
import { greyPng } from './greyPng';
import { greyTiff } from './greyTiff';
import { StudioPage } from './studioPage';

/** From one dot to the next, and across one, px. */
const [PITCH, DOT] = [10, 6];
const ACROSS = 100;
const UM_PER_PX = 0.5;

/** More rows than a drawer of any height shows, far fewer than there are. */
const MOST_ROWS = 80;

test('a table of ten thousand objects makes the rows in view', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop([
    ...['a', 'b'].flatMap((name) => [
      { name: `images/${name}.tif`, bytes: dots(9) },
      { name: `masks/${name}.png`, bytes: greyPng(9 * PITCH, (x, y) => (isDot(x, y) ? 255 : 0)) },
    ]),
    { name: 'many.tif', bytes: dots(ACROSS) },
  ]);
  await studio.makeRunSmall(80);
  await studio.trainToTheEnd();
  await studio.stage('Predict');
  await page.getByRole('option', { name: /^many\.tif/ }).click();
  await studio.button('Predict').click();
  await page.keyboard.press('o');
  await expect(page.getByRole('button', { name: /^Objects/ })).toHaveText('Objects10,000', {
    timeout: 300_000,
  });

  const table = page.getByRole('grid', { name: 'Objects of this image' });
  const rows = table.getByRole('row');
  const few = async () => expect(await rows.count()).toBeLessThan(MOST_ROWS);
  await expect(table).toHaveAttribute('aria-rowcount', '10001');
  await few();
  await table.getByRole('row').nth(1).click();
  await page.keyboard.press('End');
  await expect(rows.last()).toHaveAttribute('aria-rowindex', '10001');
  await few();
  await table.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
  await expect(table.locator('[aria-rowindex="5001"]')).toBeVisible();
  await few();

  await table.getByRole('button', { name: 'Area' }).click();
  await few();
  await expect(table.getByRole('columnheader', { name: 'Area' })).toContainText('µm²');
  const areaOf = (row: ReturnType<typeof rows.nth>) => row.getByRole('gridcell').nth(2).innerText();
  const inUm = Number(await areaOf(rows.nth(20)));
  await page.getByRole('radiogroup', { name: 'Unit of lengths' }).getByText('px', { exact: true }).click();
  await expect(table.getByRole('columnheader', { name: 'Area' })).toContainText('px²');
  const inPx = Number(await areaOf(rows.nth(20)));
  expect(inUm).toBeCloseTo(inPx * UM_PER_PX ** 2, 1);
});

function isDot(x: number, y: number): boolean {
  return x % PITCH < DOT && y % PITCH < DOT;
}

/** Bright squares on a dark ground, `across` of them in a row and in a column. */
function dots(across: number): Uint8Array {
  return greyTiff(across * PITCH, UM_PER_PX, (x, y) => (isDot(x, y) ? 170 : 40) + ((x * 7 + y * 13) % 30));
}
