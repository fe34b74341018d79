/** The same slices as single files in folders and as TIFF stacks: equal pixels, equal masks. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';
import { isbiFolder } from './membranes';
import { StudioPage } from './studioPage';

/** Every slice of the set. */
const SLICES = 24;

test('a folder of PNGs and a pair of TIFF stacks show the same', async ({ page }) => {
  const isbi = isbiFolder();
  test.skip(isbi === null, 'the real images are not here: set STUDIO_DATA');
  const source = isbi ?? '';
  const folder = await mkdtemp(path.join(tmpdir(), 'slices-'));
  try {
    for (const part of ['images', 'masks'])
      await cp(path.join(source, part), path.join(folder, part), { recursive: true });
    const studio = new StudioPage(page);
    await studio.open();
    await studio.pickFolder(folder);
    const single = await pictures(studio);

    await studio.newProject();
    const stacks = ['train-volume.tif', 'train-labels_lzw.tif'];
    const dropped = stacks.map(async (name) => ({
      name,
      bytes: await readFile(path.join(source, 'stacks', name)),
    }));
    await studio.drop(await Promise.all(dropped));
    const stacked = await pictures(studio);
    for (const [index, picture] of single.entries()) {
      expect(stacked[index]?.equals(picture), `slice ${index} of 0, 11, 23`).toBe(true);
    }
    expect(single[0]?.equals(single[1] ?? Buffer.alloc(0)), 'two slices differ').toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** The viewer's pixels for the first, a middle and the last slice, mask overlay included. */
async function pictures(studio: StudioPage): Promise<Buffer[]> {
  await expect(studio.images()).toHaveCount(SLICES);
  const taken: Buffer[] = [];
  for (const index of [0, 11, SLICES - 1]) {
    taken.push(await studio.picture(index));
  }
  return taken;
}
