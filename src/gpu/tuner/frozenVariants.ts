/** The kernels of a compiled plan with every tile written out: later versions with other defaults change nothing. Pure. */
import type { PlannedKernels } from '../../domain/train';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { tuningTasks } from './tuningTasks';

/** `variants` are those that the plan was compiled with. */
export function frozenVariants(plan: CompiledPlan, variants: KernelVariants): PlannedKernels {
  return {
    forward: kindOf(variants.forward),
    inputGradient: kindOf(variants.inputGradient),
    filterGradient: kindOf(variants.filterGradient),
    finish: variants.finish,
    tiles: Object.fromEntries(tuningTasks(plan).map(({ key, tile }) => [key, tile])),
  };
}

function kindOf(variant: string | { readonly kind: string }): 'direct' | 'tiled' {
  return (typeof variant === 'string' ? variant : variant.kind) === 'tiled' ? 'tiled' : 'direct';
}
