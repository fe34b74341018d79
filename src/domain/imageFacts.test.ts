import { describe, expect, it } from 'vitest';
import { type Dataset, EMPTY_DATASET, type ImageItem } from './data';
import { imageFacts } from './imageFacts';

const image = (path: string, change: Partial<ImageItem> = {}): ImageItem => ({
  id: path,
  name: path,
  source: { path, page: 0, pages: 1 },
  width: 101,
  height: 60,
  channels: 2,
  storedChannels: 3,
  type: 'uint8',
  pixelSize: null,
  large: false,
  mask: { planes: [], words: [] },
  reason: '',
  ...change,
});

const dataset = (images: readonly ImageItem[], change: Partial<Dataset> = {}): Dataset => ({
  ...EMPTY_DATASET,
  images,
  classShares: [0.5, 0.25, 0.25],
  ...change,
});

describe('imageFacts', () => {
  it('takes the images that can be trained on, at the scale of the user', () => {
    const images = [image('a'), image('b', { mask: null }), image('c', { large: true }), image('d')];
    expect(imageFacts(dataset(images), { kind: 'factor', factor: 0.5 })).toMatchObject({
      images: [
        { width: 51, height: 30 },
        { width: 51, height: 30 },
      ],
      channels: 2,
      classes: 3,
      scale: { kind: 'factor', factor: 0.5 },
    });
    expect(imageFacts(dataset(images), null).images[0]).toEqual({ width: 101, height: 60 });
  });

  it('brings images of a stated pixel size to their own factors', () => {
    const stated = image('a', { pixelSize: { x: 1, y: 2 } });
    const facts = imageFacts(dataset([stated, image('b')]), { kind: 'pixelSize', um: 2 });
    expect(facts.images).toEqual([
      { width: 51, height: 60 },
      { width: 101, height: 60 },
    ]);
  });

  it('knows pages of one stack from files that lie side by side', () => {
    const page = (number: number) => image('s.tif', { source: { path: 's.tif', page: number, pages: 3 } });
    expect(imageFacts(dataset([page(0), page(1)]), null).stack).toBe(true);
    expect(imageFacts(dataset([page(0)]), null).stack).toBe(false);
    expect(imageFacts(dataset([page(0), image('other')]), null).stack).toBe(false);
  });

  it('says that objects touch where some do', () => {
    const objects = { objects: 9, area: { p10: 1, median: 2, p90: 3 }, diameter: 1.6, touching: 2 };
    expect(imageFacts(dataset([image('a')], { objects }), null).touching).toBe(true);
    expect(imageFacts(dataset([image('a')], { objects: { ...objects, touching: 0 } }), null).touching).toBe(
      false,
    );
    expect(imageFacts(dataset([image('a')]), null).touching).toBe(false);
  });
});
