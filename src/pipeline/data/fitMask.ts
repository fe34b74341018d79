/** A mask of another size than its image, brought to it: turned where the user said so, then scaled. Pure. */
import type { MaskFit } from '../../domain/data';
import type { MaskRaster } from '../../domain/masks';
import { newSamples } from './sampleArrays';

/** Every value of the result is one of the mask's: the pixel under each centre. */
export function fitMask(mask: MaskRaster, { turn, width, height }: MaskFit): MaskRaster {
  const isTransposed = turn?.transposes ?? false;
  const [turnedWidth, turnedHeight] = isTransposed ? [mask.height, mask.width] : [mask.width, mask.height];
  const columns = places(width, turnedWidth, turn?.flipsX ?? false);
  const rows = places(height, turnedHeight, turn?.flipsY ?? false);
  const out = newSamples(mask.type, width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const row = rows[y] ?? 0;
    for (let x = 0; x < width; x++, to++) {
      const column = columns[x] ?? 0;
      const from = isTransposed ? column * mask.width + row : row * mask.width + column;
      out[to] = mask.data[from] ?? 0;
    }
  }
  return { ...mask, width, height, data: out };
}

/** For each place along one side of the result, the place along the turned mask. */
function places(count: number, from: number, flips: boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => {
    const place = Math.floor(((at + 0.5) * from) / count);
    return flips ? from - 1 - place : place;
  });
}
