/** The images of a run by the plan's split, in its order. Called by both hosts of trainModel. */
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { TrainPlan } from '../../domain/train';

/** Every id of the plan has to be among the examples. */
export function splitExamples({ split }: Pick<TrainPlan, 'split'>, examples: readonly Example[]) {
  const byId = new Map(examples.map((example) => [example.id, example]));
  const pick = (ids: readonly string[]) => ids.map((id) => defined(byId.get(id), `example ${id}`));
  return { train: pick(split.train), validation: pick(split.validation) };
}
