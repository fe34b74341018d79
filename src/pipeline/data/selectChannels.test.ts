import { describe, expect, it } from 'vitest';
import type { Raster } from '../../domain/raster';
import { selectChannels } from './selectChannels';

const RASTER: Raster = {
  width: 2,
  height: 1,
  channels: 4,
  type: 'uint16',
  data: Uint16Array.of(1, 2, 3, 4, 501, 502, 503, 504),
};

describe('selectChannels', () => {
  it('takes 2 of 4 in the chosen order and keeps the type', () => {
    expect(selectChannels(RASTER, [3, 1])).toEqual({
      ...RASTER,
      channels: 2,
      data: Uint16Array.of(4, 2, 504, 502),
    });
  });

  it('leaves the raster alone where all are meant', () => {
    expect(selectChannels(RASTER, null)).toBe(RASTER);
  });

  it.each([
    [[0, 4], 'There is no channel 5; the file has 4 channels, 1 to 4.'],
    [[-1], 'There is no channel 0; the file has 4 channels, 1 to 4.'],
    [[0.5], 'There is no channel 1.5; the file has 4 channels, 1 to 4.'],
    [[2, 1, 2], 'Channel 3 is chosen twice; the file has 4 channels, 1 to 4.'],
    [[], 'No channel is chosen; the file has 4 channels, 1 to 4.'],
  ])('refuses %j', (choice, message) => {
    expect(() => selectChannels(RASTER, choice)).toThrow(
      expect.objectContaining({ code: 'bad-setting', message }),
    );
  });
});
