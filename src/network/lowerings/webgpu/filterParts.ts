/** Cuts a long filter gradient into several dispatches, of some workgroups each. The bits do not depend on it. Pure. */
import { type KernelProgram, WHOLE_GRID } from '../../../kernels/program';
import type { LayerKernels } from './layerKernels';

/** Programs of at most `mostMultiplyAdds` each, unless one workgroup has more; null cuts none. */
export function filterParts(
  { filterGradient, multiplyAdds }: Pick<LayerKernels, 'filterGradient' | 'multiplyAdds'>,
  mostMultiplyAdds: number | null,
): KernelProgram[] {
  const whole = filterGradient(WHOLE_GRID);
  const wanted = mostMultiplyAdds === null ? 1 : Math.ceil(multiplyAdds / mostMultiplyAdds);
  const parts = Math.min(wanted, whole.workgroups[0] * whole.workgroups[1]);
  if (parts === 1) return [whole];
  return Array.from({ length: parts }, (_, index) => filterGradient({ index, of: parts }));
}
