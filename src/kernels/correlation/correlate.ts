/** Turns a correlation or a filter gradient into a program by the variant asked for. */
import type { KernelProgram } from '../program';
import type { Correlation } from './correlation';
import { directCorrelation } from './directCorrelation';
import { directFilterGradient } from './directFilterGradient';
import type { FilterGradient } from './filterGradient';
import { tiledCorrelation } from './tiledCorrelation';
import { tiledFilterGradient } from './tiledFilterGradient';
import {
  type CorrelationTile,
  directFilterTile,
  directTile,
  type FilterTile,
  tiledFilterTile,
  tiledTile,
} from './tiles';

/** `direct`: no barriers, registers only. `tiled`: workgroup memory and barriers. */
export type Variant = 'direct' | 'tiled';

export interface CorrelationOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | CorrelationTile;
}

export interface FilterGradientOptions {
  /** A variant with the tile that suits the shape, or a tile to force. */
  readonly variant: Variant | FilterTile;
}

export function correlate(correlation: Correlation, options: CorrelationOptions): KernelProgram {
  const tile = correlationTile(correlation, correlation.epilogue.statistics, options);
  return tile.kind === 'direct' ? directCorrelation(correlation, tile) : tiledCorrelation(correlation, tile);
}

/** The tile that `correlate` takes; it also sets the statistics' layout. */
export function correlationTile(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  { variant }: CorrelationOptions,
): CorrelationTile {
  if (variant === 'direct') return directTile(correlation, statistics);
  return variant === 'tiled' ? tiledTile(correlation) : variant;
}

export function filterGradient(gradient: FilterGradient, options: FilterGradientOptions): KernelProgram {
  const tile = filterTile(gradient, options);
  return tile.kind === 'direct' ? directFilterGradient(gradient, tile) : tiledFilterGradient(gradient, tile);
}

function filterTile(gradient: FilterGradient, { variant }: FilterGradientOptions): FilterTile {
  if (variant === 'direct') return directFilterTile(gradient);
  return variant === 'tiled' ? tiledFilterTile(gradient) : variant;
}
