/**
 * Which kinds of kernels a device may use: those that the user asks for and that were not found wrong there. Lives as
 * long as the device; what was found is kept by proveKind.
 */
import { type ExcludedKernels, KERNEL_KINDS, type KernelChoice, type KernelKind } from '../domain/kernels';

export class KernelKinds {
  /** Told once of each kind that is found wrong. */
  onFound: (found: ExcludedKernels) => void = () => undefined;
  private readonly reasons = new Map<KernelKind, string>();

  constructor(public choice: KernelChoice = 'auto') {}

  exclude(kind: KernelKind, reason: string): void {
    const known = this.reasons.has(kind);
    this.reasons.set(kind, reason);
    if (!known) this.onFound({ kind, reason });
  }

  get excluded(): readonly ExcludedKernels[] {
    return [...this.reasons].map(([kind, reason]) => ({ kind, reason }));
  }

  allows(kind: KernelKind): boolean {
    return this.choice === 'auto' ? !this.reasons.has(kind) : this.choice === kind;
  }

  /** The kind to begin with: `preferred` unless the other is the only one allowed. */
  base(preferred: KernelKind): KernelKind {
    return this.allows(preferred) ? preferred : (KERNEL_KINDS.find((kind) => this.allows(kind)) ?? preferred);
  }
}
