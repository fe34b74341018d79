/** Every kind of network, small: for property tests of what is derived from a spec. */
import fc from 'fast-check';
import type { UNetSpec } from '../domain/network';

export const anySpec = fc.record({
  depth: fc.integer({ min: 1, max: 4 }),
  width: fc.integer({ min: 1, max: 6 }),
  padding: fc.constantFrom('valid', 'same'),
  inputChannels: fc.integer({ min: 1, max: 5 }),
  classes: fc.integer({ min: 2, max: 9 }),
  norm: fc.constantFrom('none', 'instance'),
  activation: fc.constantFrom({ kind: 'relu' }, { kind: 'leaky', slope: 0.1 }),
  upActivation: fc.constantFrom('linear', 'relu'),
  dropout: fc.constantFrom(0, 0.5),
  skips: fc.boolean(),
}) satisfies fc.Arbitrary<UNetSpec>;
