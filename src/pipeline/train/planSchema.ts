/**
 * The check of a frozen plan that was read from a file: parsed at the door, trusted inside. Fields that only a newer
 * studio knows are carried along. Used by the files of checkpoints and of runs.
 */
import { z } from 'zod';
import { checkedAugment } from '../../domain/augment';
import { checkedNormalisation } from '../../domain/intensity';
import { MAX_CLASSES } from '../../domain/labels';
import { checkedSpec } from '../../domain/network';
import { checkedScale } from '../../domain/scale';
import { TRAIN_LIMITS, type TrainPlan } from '../../domain/train';
import { checkedWeights } from '../../domain/weights';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

const count = z.int().min(0);
const ids = z.array(z.string());

/** The domain's own check, as a question: whatever it throws, a TypeError over a missing part included, is a no. */
function holds<T>(check: (value: T) => unknown): (value: unknown) => boolean {
  return (value) => {
    try {
      check(value as T);
      return true;
    } catch {
      return false;
    }
  };
}

const PLAN = z.looseObject({
  spec: z.custom(holds(checkedSpec)),
  loss: z.enum(['crossEntropy', 'diceCrossEntropy']),
  // Snapped to the network's grid, a tile may end up a little beyond the setting's limit.
  inputSize: z
    .int()
    .min(1)
    .max(2 * TRAIN_LIMITS.tile.max),
  outputSize: count.min(1),
  batch: z.int().min(1).max(TRAIN_LIMITS.batch.max),
  steps: count,
  optimizer: z.enum(['adam', 'sgd', 'nesterov']),
  learningRate: z.number(),
  schedule: z.looseObject({
    kind: z.enum(['constant', 'polynomial', 'oneCycle']),
    warmupSteps: count,
  }),
  momentum: z.number(),
  weightDecay: z.number(),
  clipNorm: z.number(),
  emaDecay: z.number(),
  minutes: z.number(),
  patience: count,
  classWeights: z.array(z.number()).min(1).max(MAX_CLASSES),
  split: z.looseObject({ kind: z.string(), train: ids, validation: ids }),
  augment: z.custom(holds(checkedAugment)),
  weights: z.custom(holds(checkedWeights)),
  normalisation: z.custom(holds(checkedNormalisation)),
  scale: z.custom(holds(checkedScale)),
  channelChoice: z.array(count).min(1).nullable(),
  seed: count,
  validateEvery: count.min(1),
  imageSums: z.record(z.string(), z.object({ pixels: z.string(), labels: z.string() })).optional(),
});

export const PLAN_SCHEMA = z.custom<TrainPlan>(
  (value) => PLAN.safeParse(value).success,
  'not the plan of a run',
);

export const RATE_CHANGES = z.array(z.object({ step: count, factor: z.number().gt(0) }));
