/** The smallest network that has all parts, for tests of runs: one pooling, one channel in, two classes. */
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';

export function tinySpec(changes: Partial<UNetSpec> = {}): UNetSpec {
  const size = { depth: 1, width: 4, inputChannels: 1, classes: 2 };
  return { ...DEFAULT_SPEC_PARTS, ...size, padding: 'same', ...changes };
}
