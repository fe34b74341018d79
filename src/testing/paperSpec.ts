/** The network of Ronneberger et al. 2015, for tests of what the paper states. */
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';

export const PAPER_SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 4,
  width: 64,
  padding: 'valid',
  inputChannels: 1,
  classes: 2,
};
