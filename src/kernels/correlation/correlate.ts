/** Turns a correlation or a filter gradient into a program by the variant asked for. */
import type { KernelProgram } from '../program';
import type { Correlation } from './correlation';
import { directCorrelation } from './directCorrelation';
import { directFilterGradient } from './directFilterGradient';
import type { FilterGradient } from './filterGradient';
import { tiledCorrelation } from './tiledCorrelation';
import { tiledFilterGradient } from './tiledFilterGradient';
import { type CorrelationTile, directTile, tiledFilterTile, tiledTile } from './tiles';

export interface VariantOptions {
  /** `direct`: no barriers, registers only. `tiled`: workgroup memory and barriers. */
  readonly variant: Variant;
}

export type Variant = 'direct' | 'tiled';

export function correlate(correlation: Correlation, options: VariantOptions): KernelProgram {
  const tile = correlationTile(correlation, correlation.epilogue.statistics, options);
  return tile.kind === 'direct' ? directCorrelation(correlation, tile) : tiledCorrelation(correlation, tile);
}

/** The tile that `correlate` takes; it also sets the statistics' layout. */
export function correlationTile(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  { variant }: VariantOptions,
): CorrelationTile {
  return variant === 'direct' ? directTile(correlation, statistics) : tiledTile(correlation);
}

export function filterGradient(gradient: FilterGradient, { variant }: VariantOptions): KernelProgram {
  if (variant === 'direct') return directFilterGradient(gradient, { groups: 1 });
  return tiledFilterGradient(gradient, tiledFilterTile(gradient));
}
