/**
 * Unaugmented patches of the preview, remembered: a slider moves only the augmented half, which would else take twice
 * as long to follow. Used by PatchWorkerSession.
 */
import type { Patch, PatchKey } from '../domain/augment';
import type { TrainPlan } from '../domain/train';
import { plainPatch } from '../pipeline/augment/drawPatch';
import type { LabelledSource } from '../pipeline/augment/weighedSources';

/** Two strips of twelve, and pinned ones. */
const KEPT_PATCHES = 32;

export class PlainPatches {
  /** Go with their sources, which change with images, split and weights. */
  private readonly known = new WeakMap<readonly LabelledSource[], Map<string, Patch>>();

  /** Made anew or copied: the caller may hand its buffers over. */
  of(sources: readonly LabelledSource[], plan: TrainPlan, key: PatchKey): Patch {
    const own = this.known.get(sources) ?? new Map<string, Patch>();
    this.known.set(sources, own);
    const { inputSize, outputSize, classWeights, augment } = plan;
    const name = JSON.stringify([key, inputSize, outputSize, classWeights, augment.sampling]);
    const patch = own.get(name) ?? plainPatch(sources, plan, augment, classWeights, key);
    own.delete(name);
    own.set(name, patch);
    const [oldest] = own.keys();
    if (own.size > KEPT_PATCHES && oldest !== undefined) own.delete(oldest);
    return copied(patch);
  }
}

function copied(patch: Patch): Patch {
  const { image, labels, weights } = patch;
  return { ...patch, image: image.slice(), labels: labels.slice(), weights: weights.slice() };
}
