/** Where each picture of a sheet lies, and what each layer draws. */
import { describe, expect, it } from 'vitest';
import type { Patch } from '../../domain/augment';
import { contactSheet } from './contactSheet';
import type { PreviewedPatch } from './preview';
import { layerPicture, type SheetLayer } from './sheetLayers';

const SIDE = 16;
const OUT = 8;
const STYLE = {
  colours: [
    [0, 0, 0],
    [255, 0, 0],
  ] as const,
  highestWeight: 4,
};

/** Dark with a bright column; the left half of the output is class 1, its first pixel is ignored, one weighs 4. */
function preview(index: number): PreviewedPatch {
  const patch: Patch = {
    inputSize: SIDE,
    outputSize: OUT,
    channels: 1,
    image: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE === 3 ? 4 : 0)),
    labels: Uint8Array.from({ length: OUT * OUT }, (_, i) => (i % OUT < 4 ? 1 : 0)),
    weights: Float32Array.from({ length: OUT * OUT }, (_, i) => (i === 0 ? 0 : i === 9 ? 4 : 1)),
    imageId: 'a',
  };
  const grid = [Float32Array.of(0, 2, 15, 2), Float32Array.of(-5, -5, -1, -1)];
  const description = { imageId: 'a', x: 0, y: 0, drawn: [], grid };
  return { key: { seed: 1, step: 0, index }, augmented: patch, plain: patch, description };
}

const pixel = (picture: Uint8Array, width: number, x: number, y: number) => [
  ...picture.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('layers of a sheet', () => {
  const picture = (layer: SheetLayer) => layerPicture(preview(0), layer, STYLE);
  const image = picture('image');

  it('show the image, brighter where its values are higher', () => {
    expect(pixel(image, SIDE, 3, 0)[0]).toBeGreaterThan(pixel(image, SIDE, 4, 0)[0] ?? 0);
  });

  it('tint labels inside the output, but no background, no ignored pixel, and nothing around', () => {
    const labels = picture('labels');
    const changed = (x: number, y: number) =>
      pixel(labels, SIDE, x, y).join() !== pixel(image, SIDE, x, y).join();
    expect([changed(5, 5), changed(9, 5), changed(4, 4), changed(1, 1)]).toEqual([true, false, false, false]);
  });

  it('draw the heaviest pixel in the brightest colour, and leave what counts nowhere', () => {
    const weights = picture('weights');
    expect(pixel(weights, SIDE, 5, 5)).toEqual([253, 231, 37]);
    expect(pixel(weights, SIDE, 4, 4)).toEqual(pixel(image, SIDE, 4, 4));
  });

  it('draw the grid where it lies inside', () => {
    const grid = picture('grid');
    const drawn = Array.from({ length: SIDE * SIDE }, (_, i) => i).filter(
      (i) =>
        pixel(grid, SIDE, i % SIDE, Math.floor(i / SIDE)).join() !==
        pixel(image, SIDE, i % SIDE, Math.floor(i / SIDE)).join(),
    );
    expect(drawn).toEqual(Array.from({ length: SIDE }, (_, x) => 2 * SIDE + x));
  });
});

describe('contactSheet', () => {
  it('puts the layers of a patch beside each other and the patches in rows', () => {
    const patches = Array.from({ length: 60 }, (_, index) => preview(index));
    const sheet = contactSheet(patches, ['image', 'weights'], STYLE.colours);
    expect(sheet.rgb.length).toBe(sheet.width * sheet.height * 3);
    expect(sheet.width).toBeLessThanOrEqual(1620);
    // The heaviest pixel of the first patch's second layer.
    expect(pixel(sheet.rgb, sheet.width, 10 + SIDE + 2 + 5, 10 + 5)).toEqual([253, 231, 37]);
    const blocks = sheet.rgb.filter((value, i) => i % 3 === 0 && value === 253).length;
    expect(blocks).toBeGreaterThanOrEqual(60);
  });
});
