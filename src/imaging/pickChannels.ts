/** Some channels of a raster as a raster of their own. Pure; called for masks with alpha and for grey in colours. */
import { assert } from '../common/assert';
import type { Raster } from '../domain/raster';

/** [height, width, count] from [height, width, channels], channels `first` to `first + count - 1`, same type, copied. */
export function pickChannels(raster: Raster, first: number, count: number): Raster {
  const { data, channels, width, height, type } = raster;
  assert(first >= 0 && count > 0 && first + count <= channels, 'the channels are in the raster');
  const picked = data.slice(0, width * height * count);
  let to = 0;
  for (let from = first; from < data.length; from += channels) {
    for (let c = 0; c < count; c++) picked[to++] = data[from + c] ?? 0;
  }
  return { width, height, channels: count, type, data: picked };
}
