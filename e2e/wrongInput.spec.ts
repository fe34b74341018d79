/** What cannot be used ends in a sentence that names the file; everything else stays. */
import { encode } from 'fast-png';
import { expect, test } from './fixtures';
import { type DroppedFile, StudioPage } from './studioPage';

function png(name: string, width: number, height: number, channels: 1 | 3 = 1): DroppedFile {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37) % 251);
  return { name, bytes: encode({ width, height, channels, depth: 8, data }) };
}

function mask(name: string, width: number, height: number): DroppedFile {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i % 7 < 3 ? 255 : 0));
  return { name, bytes: encode({ width, height, channels: 1, depth: 8, data }) };
}

const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });

test('names each file that is kept out, and keeps the rest', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop([png('good.png', 64, 48), mask('good_mask.png', 64, 48)]);
  await expect(studio.images()).toHaveCount(1);

  const whole = png('cut.png', 64, 48);
  await studio.drop([
    text('notes.png', 'this is not a picture'),
    { name: 'cut.png', bytes: whole.bytes.slice(0, 60) },
    png('wide.png', 80, 40),
    mask('wide_mask.png', 40, 40),
  ]);
  await expect(studio.images()).toHaveCount(2);
  const notUsed = page.getByRole('complementary');
  await expect(notUsed).toContainText('notes.png');
  await expect(notUsed).toContainText('cut.png');
  await expect(notUsed).toContainText('wide_mask.png');
  await expect(notUsed).toContainText('40 × 40');
  await expect(notUsed).toContainText('80 × 40');
});

test('an empty drop says so and leaves everything as it was', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.drop([png('good.png', 64, 48), mask('good_mask.png', 64, 48)]);
  await expect(studio.images()).toHaveCount(1);
  await studio.drop([text('.DS_Store', 'what a file manager leaves behind')]);
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Nothing in that drop');
  await expect(studio.images()).toHaveCount(1);
});
