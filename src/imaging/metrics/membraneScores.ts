/** Regions enclosed by lines (membranes), told apart in the prediction as in the truth? Pure. Called by imageAssessment. */
import type { LabelMap } from '../../domain/labels';
import type { MembraneScores } from '../../domain/metrics';
import { labelComponents } from '../labelComponents';
import { contingencyOf, informationFScore, randFScore } from './contingency';
import { growSegments } from './growSegments';

/**
 * `line` is the class of the lines (see lineClass), `predicted` [height, width] class indices. Segments are the
 * 4-connected pieces of all that is not line. Pixels of the truth's lines, and ignored ones, count nowhere; those of the
 * predicted lines go to the nearest predicted segment, so that thick lines cost nothing as long as they close, as after
 * the thinning of Arganda-Carreras et al. 2015. A prediction of nothing but line scores 0. Null where the truth has no segment.
 */
export function membraneScores(truth: LabelMap, predicted: Uint8Array, line: number): MembraneScores | null {
  const { width, height, classes, ignore } = truth;
  const regions = classes.map((label, at) => (label === line || ignore?.[at] ? 0 : 1));
  const wanted = labelComponents(regions, width, height, 'edges');
  if (wanted.count === 0) return null;
  const open = predicted.map((label, at) => (label === line || ignore?.[at] ? 0 : 1));
  const found = labelComponents(open, width, height, 'edges');
  if (found.count === 0) return { vRand: 0, vInfo: 0 };
  const overlap = contingencyOf(wanted.ids, growSegments(found.ids, width, height));
  return { vRand: randFScore(overlap) ?? 0, vInfo: informationFScore(overlap) ?? 0 };
}
