/** A mask's pixels as classes, by the reading of its set; and which of them cleaning changed. */

import type { LabelMap, MaskReading } from '../../domain/labels';
import type { MaskRaster } from '../../domain/masks';
import { isCleaned, valueMeaning } from '../../imaging/valueMeaning';
import { lookUp, valueInSet } from './lookUp';

/** `mask`: as maskPlane gives it. Values that the reading does not know count nowhere (valueMeaning).
 * Objects that touch are not separated here: that is for the scale at which they are used (separateLabels). */
export function toLabelMap(mask: MaskRaster, reading: MaskReading): LabelMap {
  const { width, height } = mask;
  const { classes, ignore } = classify(mask, reading);
  if (reading.kind === 'classes') return { width, height, classes, ignore, instances: null };
  const instances = objectNumbersOf(mask, classes);
  return { width, height, classes, ignore, instances };
}

function classify(mask: MaskRaster, reading: MaskReading): Pick<LabelMap, 'classes' | 'ignore'> {
  const { data } = mask;
  const classes = new Uint8Array(data.length);
  const ignore = new Uint8Array(data.length);
  const meaning = valueMeaning(reading);
  const inSet = valueInSet(mask, reading);
  const classOf = lookUp(mask, (value) => meaning(inSet(value)) ?? -1);
  let ignored = 0;
  for (let i = 0; i < data.length; i++) {
    const index = classOf(data[i] ?? 0);
    if (index < 0) {
      ignore[i] = 1;
      ignored += 1;
    } else {
      classes[i] = index;
    }
  }
  return { classes, ignore: ignored > 0 ? ignore : null };
}

function objectNumbersOf({ data }: MaskRaster, classes: Uint8Array): Uint32Array<ArrayBuffer> {
  const instances = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) if (classes[i] !== 0) instances[i] = data[i] ?? 0;
  return instances;
}

/** [height, width], 1 where cleaning gives a pixel its class; null where it changes none. */
export function changedByCleaning(mask: MaskRaster, reading: MaskReading): Uint8Array<ArrayBuffer> | null {
  const { data } = mask;
  const changed = new Uint8Array(data.length);
  const cleaned = isCleaned(reading);
  const inSet = valueInSet(mask, reading);
  const isChanged = lookUp(mask, (value) => (cleaned(inSet(value)) ? 1 : 0));
  let any = false;
  for (let i = 0; i < data.length; i++) {
    if (isChanged(data[i] ?? 0) === 0) continue;
    changed[i] = 1;
    any = true;
  }
  return any ? changed : null;
}
