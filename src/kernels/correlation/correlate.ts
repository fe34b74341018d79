/** Turns a correlation into a program by the variant asked for, with a tile that fits its shape. */
import type { KernelProgram } from '../program';
import type { Correlation } from './correlation';
import { type DirectTile, directCorrelation, evenGroups } from './directCorrelation';

export interface VariantOptions {
  /** `direct`: no barriers, registers only. `tiled`: workgroup memory and barriers. */
  readonly variant: 'direct';
}

export function correlate(correlation: Correlation, options: VariantOptions): KernelProgram {
  const tile = correlationTile(correlation, correlation.epilogue.statistics, options);
  return directCorrelation(correlation, tile);
}

/** Output tile of a thread (direct). */
export function correlationTile(
  correlation: Omit<Correlation, 'epilogue'>,
  statistics: boolean,
  _options: VariantOptions,
): DirectTile {
  return { pixels: 8, groups: evenGroups(correlation.outputGroups, 2), rows: statistics ? 8 : 1 };
}
