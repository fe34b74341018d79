/** The images of a run by the plan's split, in its order. Called wherever a run begins. */
import { defined } from '../../common/assert';
import type { TrainPlan } from '../../domain/train';

/** Every id of the plan has to be among the images. */
export function splitExamples<T extends { readonly id: string }>(
  { split }: Pick<TrainPlan, 'split'>,
  images: readonly T[],
): { readonly train: T[]; readonly validation: T[] } {
  const byId = new Map(images.map((image) => [image.id, image]));
  const pick = (ids: readonly string[]) => ids.map((id) => defined(byId.get(id), `image ${id}`));
  return { train: pick(split.train), validation: pick(split.validation) };
}
