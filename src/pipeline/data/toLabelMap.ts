/** A mask's pixels as classes, by the reading of its set. */
import { assert } from '../../common/assert';
import type { LabelMap, MaskReading } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import { classOfValue } from './inferReading';

/** Mask of one channel. Values that the reading does not know count nowhere. */
export function toLabelMap(mask: Raster, reading: MaskReading): LabelMap {
  assert(mask.channels === 1, 'a mask has one channel');
  const { width, height, data } = mask;
  const classes = new Uint8Array(width * height);
  const ignore = new Uint8Array(width * height);
  const instances = reading.kind === 'instances' ? new Uint32Array(width * height) : null;
  const classOf = remembering(reading);
  let ignored = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    const index = classOf(value);
    if (index === null) {
      ignore[i] = 1;
      ignored += 1;
    } else {
      classes[i] = index;
      if (instances !== null) instances[i] = value;
    }
  }
  return { width, height, classes, ignore: ignored > 0 ? ignore : null, instances };
}

/** classOfValue with a memory: masks hold few values and many pixels. */
function remembering(reading: MaskReading): (value: number) => number | null {
  const known = new Map<number, number | null>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const index = classOfValue(value, reading);
    known.set(value, index);
    return index;
  };
}
