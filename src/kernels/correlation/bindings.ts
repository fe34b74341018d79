/** The bindings of a correlation, in order: each source with its scale and shift, weights, then the epilogue's. */
import { type Binding, paddedChannels } from '../program';
import { scaleShiftName, tensorBytes } from '../wgsl/source';
import type { Correlation } from './correlation';

export function correlationBindings(correlation: Correlation): Binding[] {
  const { batch, sources, sourceNames, weights, epilogue } = correlation;
  const inputs = sources.flatMap((source, i) => sourceBindings(sourceNames[i] ?? '', source, batch));
  return [...inputs, { name: 'weights', access: 'read', bytes: weights.bytes }, ...epilogue.bindings];
}

/** A source's tensor and, where it is normalised on load, its scale and shift. */
export function sourceBindings(
  name: string,
  source: Correlation['sources'][number],
  batch: number,
): Binding[] {
  const tensor: Binding = {
    name,
    access: 'read',
    bytes: tensorBytes(batch, source.height, source.width, source.channels),
  };
  if (source.onLoad.kind === 'none') return [tensor];
  const bytes = batch * paddedChannels(source.channels) * 2 * 4;
  return [tensor, { name: scaleShiftName(name), access: 'read', bytes }];
}
