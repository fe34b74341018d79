/** The user's word that masks of another size are laid on their images after all. Pure. */
import { type Dataset, type PairChoice, planeId } from '../domain/data';
import type { Finding, Turn } from '../domain/findings';

/** A finding that laying the mask on its image would mend. */
export interface FitFinding extends Finding {
  readonly repair: { readonly kind: 'fit'; readonly turn: Turn | null };
}

export function isFit(finding: Finding): finding is FitFinding {
  return finding.repair?.kind === 'fit';
}

/** The choices of the pairing with those of these findings; of images whose mask is gone nothing changes. */
export function withFits(
  { images, pairChoices }: Pick<Dataset, 'images' | 'pairChoices'>,
  findings: readonly FitFinding[],
): PairChoice[] {
  const misfits = new Map(images.flatMap(({ id, misfit }) => (misfit ? [[id, misfit] as const] : [])));
  const chosen = findings.flatMap(({ imageId, repair: { turn } }): PairChoice[] => {
    const mask = misfits.get(imageId);
    return mask ? [{ imageId, maskIds: mask.planes.map(planeId), fit: { turn } }] : [];
  });
  const anew = new Set(chosen.map(({ imageId }) => imageId));
  return [...pairChoices.filter(({ imageId }) => !anew.has(imageId)), ...chosen];
}
