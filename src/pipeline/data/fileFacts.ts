/** Everything about a decoded file but its pixels. Called wherever a file enters the studio. */
import type { DecodedFile, DecodedPlane, FileFacts, PlaneFacts } from '../../domain/files';
import type { SampleArray } from '../../domain/raster';
import { asImage } from './planeRoles';

export function fileFacts({ planes, storedPages, pixelSize, channelNames }: DecodedFile): FileFacts {
  return { planes: planes.map(planeFacts), storedPages, pixelSize, channelNames };
}

function planeFacts({ raster, label }: DecodedPlane): PlaneFacts {
  const { width, height, channels, type, data, palette } = raster;
  const imageChannels = palette === undefined ? channels : asImage(raster).channels;
  return {
    width,
    height,
    channels,
    type,
    palette: palette !== undefined,
    imageChannels,
    ...finiteRange(data),
    label,
  };
}

/** Lowest and highest finite value, both 0 where none is finite. */
export function finiteRange(data: SampleArray): { readonly min: number; readonly max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    if (value < min && value !== Number.NEGATIVE_INFINITY) min = value;
    if (value > max && value !== Number.POSITIVE_INFINITY) max = value;
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}
