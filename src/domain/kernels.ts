/** Which kernels compute the convolutions: words that plans, diagnostics and the command line share. */

/** Registers alone, or with workgroup memory and barriers. */
export type KernelKind = 'direct' | 'tiled';

export const KERNEL_KINDS = ['direct', 'tiled'] as const satisfies readonly KernelKind[];

/** `auto` takes what is fastest on the device. */
export type KernelChoice = 'auto' | KernelKind;

export const KERNEL_CHOICES = ['auto', ...KERNEL_KINDS] as const satisfies readonly KernelChoice[];

/** A kind that is not used on an adapter, because it computes wrong there. */
export interface ExcludedKernels {
  readonly kind: KernelKind;
  /** What was found, in one sentence. */
  readonly reason: string;
}

/** The fastest of the kernels timed for one shape. */
export interface TimedKernel {
  /** `conv3x3 forward 16→32 @64x64, batch 2, pad 1`. */
  readonly shape: string;
  /** The winner: `direct pixels=16 groups=2 rows=1`. */
  readonly tile: string;
  readonly ms: number;
  /** The second fastest's time over the winner's; null where only one was timed. */
  readonly runnerUp: number | null;
}
