/** Words of the checks. */
import type { FindingCode } from '../../domain/findings';

/** Over several findings of one kind. */
export const GROUP_WORDS: Record<FindingCode, string> = {
  inverted: 'Object and background exchanged',
  shifted: 'Masks beside their objects',
  turned: 'Masks turned or mirrored',
  interpolated: 'Masks resized with interpolation',
  noisy: 'Masks saved lossily',
  'stray-values': 'Stray values',
  'off-by-one': 'Values one too high',
  empty: 'Nothing labelled',
  'one-class': 'One class only',
  unlabelled: 'Objects without a label',
  'closing-gaps': 'Gaps that close at the training scale',
  'other-size': 'Masks of another size',
  unreadable: 'Images that cannot be read',
  duplicate: 'The same picture twice',
  'split-leak': 'The same picture in two parts',
};
