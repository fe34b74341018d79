/** The range of weights over all patches of the grid, so that equal colours mean equal weights. Pure. */
import type { PreviewPair } from '../../state/engineTypes';
import { roundedUp } from '../../ui/heat/heatScale';

/** The legend's end for these patches, augmented or not. */
export function patchRange(preview: readonly PreviewPair[]): number {
  return roundedUp(Math.max(0, ...preview.flatMap(({ augmented, plain }) => [most(augmented), most(plain)])));
}

function most({ weights }: PreviewPair['plain']): number {
  let max = 0;
  for (const weight of weights) if (weight > max) max = weight;
  return max;
}
