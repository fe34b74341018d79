/** A plan whose images go by other names: those of the library they were loaded into, or their own. Pure. Used by trainCommand. */
import type { Split, TrainPlan } from '../domain/train';

export function renamedPlan(plan: TrainPlan, rename: (id: string) => string): TrainPlan {
  const { split, imageSums } = plan;
  const sums = Object.entries(imageSums ?? {}).map(([id, sum]) => [rename(id), sum] as const);
  return {
    ...plan,
    split: renamedSplit(split, rename),
    ...(imageSums && { imageSums: Object.fromEntries(sums) }),
  };
}

function renamedSplit(split: Split, rename: (id: string) => string): Split {
  const { train, validation, spatial } = split;
  const blocks = spatial?.blocks.map((block) => ({ ...block, imageId: rename(block.imageId) }));
  return {
    ...split,
    train: train.map(rename),
    validation: validation.map(rename),
    spatial: spatial && { ...spatial, blocks: blocks ?? [] },
  };
}
