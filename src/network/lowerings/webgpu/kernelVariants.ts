/** Which variant of each kind of kernel a plan takes. Part of a run's frozen plan: variants round differently. */
import type {
  CorrelationOptions,
  FilterGradientOptions,
  Variant,
} from '../../../kernels/correlation/correlate';
import type { KernelTiles } from '../../../kernels/correlation/tuning';
import type { FinishVariant } from '../../../kernels/finishVariant';

export interface KernelVariants {
  /** Convolutions, up-convolutions and the head. */
  readonly forward: CorrelationOptions['variant'];
  readonly inputGradient: CorrelationOptions['variant'];
  readonly filterGradient: FilterGradientOptions['variant'];
  /** The last dispatch of reductions. */
  readonly finish: FinishVariant;
  /** Tiles chosen for single shapes, which go before the variants above. */
  readonly tiles?: KernelTiles;
}

/** The same variant of everything. */
export function uniformVariants(variant: Variant): KernelVariants {
  return { forward: variant, inputGradient: variant, filterGradient: variant, finish: variant };
}
