/**
 * Which kinds of kernels a device may use: those that it has the features for, that the user asks for and that were not
 * found wrong there. Lives as long as the device; what was found is kept by proveKind.
 */
import { type ExcludedKernels, KERNEL_KINDS, type KernelChoice, type KernelKind } from '../domain/kernels';

/** The WebGPU feature that a kind needs. */
const NEEDED: Partial<Readonly<Record<KernelKind, string>>> = { subgroup: 'subgroups' };

export class KernelKinds {
  /** Told of a kind that is found wrong; of those known when the device was opened, nobody is. */
  onFound: (found: ExcludedKernels) => void = () => undefined;
  private readonly reasons = new Map<KernelKind, string>();

  /** `features` are those that the device was opened with. */
  constructor(
    public choice: KernelChoice = 'auto',
    private readonly features: ReadonlySet<string> = new Set(),
  ) {}

  exclude(kind: KernelKind, reason: string): void {
    const known = this.reasons.has(kind);
    this.reasons.set(kind, reason);
    if (!known) this.onFound({ kind, reason });
  }

  get excluded(): readonly ExcludedKernels[] {
    return [...this.reasons].map(([kind, reason]) => ({ kind, reason }));
  }

  /** Those whose features the device lacks. */
  get missing(): readonly KernelKind[] {
    return KERNEL_KINDS.filter((kind) => !this.has(kind));
  }

  /** Whether the device can compute that kind, and rightly as far as is known, whatever the user asks for. */
  works(kind: KernelKind): boolean {
    return this.has(kind) && !this.reasons.has(kind);
  }

  allows(kind: KernelKind): boolean {
    return this.choice === 'auto' ? this.works(kind) : this.choice === kind && this.has(kind);
  }

  /** The kind to begin with: `preferred` unless others are the only ones allowed. */
  base(preferred: KernelKind): KernelKind {
    return this.allows(preferred) ? preferred : (KERNEL_KINDS.find((kind) => this.allows(kind)) ?? preferred);
  }

  private has(kind: KernelKind): boolean {
    const feature = NEEDED[kind];
    return feature === undefined || this.features.has(feature);
  }
}
