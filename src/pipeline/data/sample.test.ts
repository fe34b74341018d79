/** The sample's promises: the same bytes for a seed, a truth that is not found by darkness alone. */
import { describe, expect, it } from 'vitest';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import { sampleFiles, samplePngs } from './sample';

const SMALL = { count: 2, size: 128, seed: 7 };

describe('sampleFiles', () => {
  it('gives equal bytes for equal seeds and other images for other seeds', () => {
    expect(sampleFiles(SMALL)).toEqual(sampleFiles(SMALL));
    const [first, , second] = sampleFiles(SMALL);
    expect(first).not.toEqual({ ...second, path: first?.path });
    expect(sampleFiles({ ...SMALL, seed: 8 })[0]).not.toEqual(first);
  });

  it('loads as labelled pairs of two classes, the membranes a minority', async () => {
    const dataset = await new ImageLibrary(nodeDataHost).showSample(samplePngs(SMALL));
    expect(dataset.images.map(({ id, mask }) => [id, mask?.planes[0]?.path])).toEqual([
      ['images/1.png', 'masks/1.png'],
      ['images/2.png', 'masks/2.png'],
    ]);
    expect(dataset.reading).toEqual({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false });
    expect(dataset.classShares[1]).toBeGreaterThan(0.12);
    expect(dataset.classShares[1]).toBeLessThan(0.3);
  });

  it('cannot be solved by any threshold on the grey', () => {
    const [image, mask] = sampleFiles(SMALL).map(({ raster }) => raster.data);
    const scores = Array.from({ length: 256 }, (_, level) => darknessIou(image ?? [], mask ?? [], level));
    // Well above chance, so that there is something to learn from; well below what a network reaches.
    expect(Math.max(...scores)).toBeGreaterThan(0.35);
    expect(Math.max(...scores)).toBeLessThan(0.65);
  });
});

/** IoU of "darker than the level" with the membranes. */
function darknessIou(grey: ArrayLike<number>, truth: ArrayLike<number>, level: number): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < grey.length; i++) {
    const [dark, wall] = [(grey[i] ?? 0) < level, (truth[i] ?? 0) > 0];
    if (dark && wall) both++;
    if (dark || wall) either++;
  }
  return either === 0 ? 0 : both / either;
}
