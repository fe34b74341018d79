import { describe, expect, it } from 'vitest';
import type { Raster } from '../domain/raster';
import { pickChannels } from './pickChannels';

const data = Uint16Array.of(1, 2, 3, 400, 5, 6, 7, 800);
const raster: Raster = { width: 2, height: 1, channels: 4, type: 'uint16', data };

describe('pickChannels', () => {
  it('keeps type and order, and copies', () => {
    expect(pickChannels(raster, 0, 3)).toEqual({
      ...raster,
      channels: 3,
      data: Uint16Array.of(1, 2, 3, 5, 6, 7),
    });
    expect(pickChannels(raster, 3, 1).data).toEqual(Uint16Array.of(400, 800));
    expect(pickChannels(raster, 0, 4).data).not.toBe(data);
  });

  it('refuses channels that are not there', () => {
    expect(() => pickChannels(raster, 3, 2)).toThrow('the channels are in the raster');
  });
});
