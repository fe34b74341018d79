/** The bindings of a correlation, in order: each source with its scale and shift, weights, then the epilogue's. */
import { defined } from '../../common/assert';
import { type Binding, declareBindings, paddedChannels } from '../program';
import { declareLoad, scaleShiftName, tensorBytes } from '../wgsl/source';
import type { Correlation } from './correlation';
import type { FilterGradient } from './filterGradient';

export function correlationBindings(correlation: Correlation): Binding[] {
  const { batch, sources, weights, epilogue } = correlation;
  const inputs = sources.flatMap((source, i) => sourceBindings(sourceName(correlation, i), source, batch));
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

/** The declarations of all of them, and the sources' load functions. */
export function declareCorrelation(correlation: Correlation, bindings: readonly Binding[]): string {
  const loads = correlation.sources.map((source, i) => declareLoad(sourceName(correlation, i), source));
  return [declareBindings(bindings, vectorTypes(bindings)), ...loads].join('\n');
}

/** Every binding as vec4f. */
export function vectorTypes(bindings: readonly Binding[]): Record<string, string> {
  return Object.fromEntries(bindings.map(({ name }) => [name, 'vec4f']));
}

export function sourceName({ label, sourceNames }: Correlation, index: number): string {
  return defined(sourceNames[index], `${label}: the name of source ${index}`);
}

export function inputName(
  { label, inputNames }: Pick<FilterGradient, 'label' | 'inputNames'>,
  index: number,
): string {
  return defined(inputNames[index], `${label}: the name of input ${index}`);
}
