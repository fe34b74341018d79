/**
 * The name under which a kernel's tile is measured and chosen: `conv3x3 forward 16→32 @64x64, batch 2, pad 1`. It
 * states all that moves the time; what an epilogue does to a sum and where a crop begins do not.
 */
import type { Source } from '../wgsl/source';
import type { Correlation } from './correlation';
import type { FilterGradient } from './filterGradient';

export function correlationKey(
  { label, batch, pad, sources }: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
): string {
  return `${label}, batch ${batch}, pad ${pad}${loads(sources)}${statistics ? ', statistics' : ''}`;
}

export function filterKey({ label, batch, pad, inputs, gradient, split }: FilterGradient): string {
  return `${label}, batch ${batch}, pad ${pad}, ${split.rows} rows${loads([...inputs, gradient])}`;
}

function loads(sources: readonly Source[]): string {
  const kinds = sources.map(({ onLoad }) => (onLoad.kind === 'none' ? '' : onLoad.activation.kind));
  return kinds.every((kind) => kind === '') ? '' : `, on load ${kinds.join('|')}`;
}
