import { describe, expect, it } from 'vitest';
import type { Raster } from '../../domain/raster';
import { asImage, greyOf } from './planeRoles';

const indexed = (palette: number[]): Raster => ({
  width: 3,
  height: 1,
  channels: 1,
  type: 'uint8',
  data: Uint8Array.of(1, 0, 1),
  palette: Uint8Array.from(palette),
});

describe('planes in their roles', () => {
  it('colours an image by its palette', () => {
    const raster = indexed([1, 2, 3, 40, 50, 60]);
    expect(asImage(raster)).toMatchObject({
      channels: 3,
      data: Uint8Array.of(40, 50, 60, 1, 2, 3, 40, 50, 60),
    });
  });

  it('keeps a palette of greys at one channel', () => {
    expect(asImage(indexed([0, 0, 0, 255, 255, 255]))).toMatchObject({
      channels: 1,
      data: Uint8Array.of(255, 0, 255),
    });
  });

  it('reduces equal channels and refuses different ones', () => {
    const rgb = (...data: number[]): Raster => ({
      width: 2,
      height: 1,
      channels: 3,
      type: 'uint8',
      data: Uint8Array.from(data),
    });
    expect(greyOf(rgb(7, 7, 7, 9, 9, 9))?.data).toEqual(Uint8Array.of(7, 9));
    expect(greyOf(rgb(7, 7, 7, 9, 9, 8))).toBeNull();
  });
});
