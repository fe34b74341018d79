/** The sentences of the Data stage: masks, objects, one image, scale. */
import { describe, expect, it } from 'vitest';
import type { ImageItem } from '../../domain/data';
import type { ObjectSizes } from '../../domain/masks';
import { AS_IS } from '../../domain/scale';
import { makeImage } from '../../engine/fakeResults';
import { imageFacts } from './imageFacts';
import { commonPixelSize, flawsText, objectsText } from './maskTexts';
import { scaleText } from './scaleText';
import { valueText } from './valueText';

const image = (change: Partial<ImageItem> = {}): ImageItem => ({
  ...makeImage('a.tif'),
  width: 512,
  height: 384,
  ...change,
});
const objects = (change: Partial<ObjectSizes> = {}): ObjectSizes => ({
  objects: 312,
  area: { p10: 40, median: 154, p90: 300 },
  diameter: 14,
  touching: 56,
  ...change,
});
const um = (x: number, y = x) => image({ pixelSize: { x, y } });

describe('objects', () => {
  it('are counted, measured and told to touch, in µm where that is known', () => {
    expect(objectsText(objects(), 0.3, true)).toBe(
      '312 objects, median diameter 14 px (4.2 µm), 18 % touch another',
    );
    expect(objectsText(objects({ touching: 0 }), null, true)).toBe(
      '312 objects, median diameter 14 px, none touch',
    );
    expect(objectsText(objects({ objects: 1, touching: 0 }), null, true)).toBe('1 object, diameter 14 px');
    expect(objectsText(objects({ touching: 0 }), null, false)).toBe(
      '312 connected areas, median diameter 14 px',
    );
  });

  it('have a size in µm only where all labelled images state one and the same', () => {
    expect(commonPixelSize([um(0.3), um(0.3), image({ mask: null })])).toBe(0.3);
    expect(commonPixelSize([um(0.3), um(0.5)])).toBeNull();
    expect(commonPixelSize([um(0.3), image()])).toBeNull();
    expect(commonPixelSize([um(0.3, 0.4)])).toBeNull();
    expect(commonPixelSize([])).toBeNull();
  });
});

describe('scale', () => {
  it('says what becomes of the image and of its objects', () => {
    const half = { kind: 'factor', factor: 0.5 } as const;
    expect(scaleText(half, image(), objects())).toBe(
      '512 × 384 px become 256 × 192 px. The median object is then 7 px wide.',
    );
    expect(scaleText(AS_IS, image(), null)).toBe('512 × 384 px stay as they are.');
    expect(scaleText(AS_IS, image(), objects())).toContain('The median object is 14 px wide.');
    expect(scaleText({ kind: 'pixelSize', um: 0.6 }, um(0.3), null)).toContain('become 256 × 192 px');
    expect(scaleText({ kind: 'pixelSize', um: 0.6 }, image(), null)).toContain('stay as they are');
  });
});

describe('one image', () => {
  const fact = (of: ImageItem, name: string) => imageFacts(of).find((one) => one.name === name)?.value;

  it('tells channels chosen of those there are, and the pixel size', () => {
    expect(fact(image({ channels: 2, storedChannels: 4, type: 'uint16' }), 'Pixels')).toBe(
      '2 of 4 channels, uint16',
    );
    expect(fact(um(0.65), 'Size')).toBe('512 × 384 px, 0.65 µm a pixel');
    expect(fact(um(0.65, 0.7), 'Size')).toBe('512 × 384 px, 0.65 × 0.7 µm a pixel');
  });

  it('names its mask, the page of a stack, or counts one file an object', () => {
    const plane = { path: 'set/masks/a.tif', page: 2, pages: 9 };
    const masked = (planes: readonly (typeof plane)[]) =>
      image({ mask: { planes, words: [] }, reason: 'same name in masks/' });
    expect(fact(masked([plane]), 'Mask')).toBe('a.tif, page 3 (same name in masks/)');
    expect(fact(masked([plane, plane]), 'Mask')).toBe('2 files, one an object (same name in masks/)');
    expect(fact(image({ mask: null, reason: 'no mask carries this name' }), 'Mask')).toBe(
      'no mask carries this name',
    );
  });
});

it('flaws are listed, and colours are written as colours', () => {
  expect(flawsText(['soft-edges', 'noise'])).toBe('soft edges, noise around the values');
  expect(flawsText([])).toBe('');
  const reading = { kind: 'classes', classes: [[0], [1]], ignore: [], clean: false } as const;
  expect(valueText(0x00ff10, { ...reading, colours: true })).toBe('#00ff10');
  expect(valueText(255, reading)).toBe('255');
});
