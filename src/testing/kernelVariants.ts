/**
 * The variants that tests force on every convolution kernel. The tiles with workgroup memory are small, since a
 * software adapter compiles large ones for seconds; they still leave partial tiles on every side.
 */
import type { CorrelationTile, FilterTile } from '../kernels/correlation/tiles';

export const correlationVariants: readonly { name: string; variant: 'direct' | CorrelationTile }[] = [
  { name: 'direct', variant: 'direct' },
  {
    name: 'tiled',
    variant: { kind: 'tiled', pixels: 3, groups: 1, down: 4, across: 2, channels: 2, inputs: 2 },
  },
];

/** `direct` takes lanes where it can. */
export const filterVariants: readonly { name: string; variant: 'direct' | FilterTile }[] = [
  { name: 'direct', variant: 'direct' },
  { name: 'groups of four', variant: { kind: 'direct', groups: 1, taps: 1, pixels: 2 } },
  {
    name: 'tiled',
    variant: { kind: 'tiled', groups: 1, taps: 1, inputs: 2, outputs: 2, splits: 2, pixels: 3 },
  },
];

/** Runs a test for every case with every variant. */
export function withVariants<Case extends { name: string }, Variant>(
  variants: readonly { name: string; variant: Variant }[],
  cases: readonly Case[],
): (Case & { variant: Variant })[] {
  return variants.flatMap(({ name, variant }) =>
    cases.map((one) => ({ ...one, name: `${name}: ${one.name}`, variant })),
  );
}
