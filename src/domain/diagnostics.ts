/** What the diagnostics page shows: the device, whether it computes right, how fast it is. */
import type { DeviceReport } from './device';
import type { ExcludedKernels, KernelChoice, TimedKernel } from './kernels';
import type { Norm } from './network';

/** How far one result of the device is from the reference, relative to its largest value. */
export interface CheckedResult {
  /** `logits`, or `gradient of encoder.0.conv1.weight`. */
  readonly name: string;
  readonly error: number;
}

/** Forward pass and gradients of one small network beside the float64 reference on the CPU. */
export interface SelfCheck {
  /** The network's norm: with one and without, other kernels run. */
  readonly norm: Norm;
  readonly passed: boolean;
  /** Errors up to this are rounding. */
  readonly tolerance: number;
  readonly worst: CheckedResult;
}

export interface DeviceDetails {
  readonly report: DeviceReport;
  /** Names as WebGPU has them; empty for WebGL. */
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** Variant of each kind of kernel; empty for WebGL. */
  readonly variants: Readonly<Record<string, string>>;
  /** What the user asks for. */
  readonly kernels: KernelChoice;
  readonly excluded: readonly ExcludedKernels[];
  /** By shape, the dearest first. */
  readonly timed: readonly TimedKernel[];
}

/** One small network, ours alone: for comparing devices, not libraries. Times are medians, ms. */
export interface Benchmark {
  readonly adapter: string;
  /** What was run: "width 8, depth 2, 64 px". */
  readonly network: string;
  readonly compileMs: number;
  readonly stepMs: number;
  readonly predictMs: number;
  /** The most bytes on the GPU. */
  readonly peakBytes: number;
}
