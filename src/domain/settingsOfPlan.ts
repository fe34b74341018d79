/** The settings that a frozen plan came from, as far as it says: to run it again with one of them changed. Pure. */
import { DEFAULT_TRAIN, type TrainPlan, type TrainSettings } from './train';

/** `folds` and `fold` are not in a plan: of those splits they are what was settled, as near as numbers tell. */
export function settingsOfPlan(plan: TrainPlan): TrainSettings {
  const { spec, schedule, split, steps } = plan;
  const { train, validation } = split;
  const images = new Set([...train, ...validation]).size;
  return {
    ...DEFAULT_TRAIN,
    depth: spec.depth,
    width: spec.width,
    padding: spec.padding,
    norm: spec.norm,
    activation: spec.activation.kind === 'leaky' ? 'leaky' : 'relu',
    skips: spec.skips ? 'on' : 'off',
    dropout: spec.dropout,
    loss: plan.loss,
    tile: plan.inputSize,
    batch: plan.batch,
    steps,
    optimizer: plan.optimizer,
    learningRate: plan.learningRate,
    schedule: schedule.kind,
    warmup: steps > 0 ? schedule.warmupSteps / steps : 0,
    momentum: plan.momentum,
    weightDecay: plan.weightDecay,
    clipNorm: plan.clipNorm,
    emaDecay: plan.emaDecay,
    minutes: 0,
    patience: plan.patience,
    split: split.kind,
    validationImages: split.kind === 'spatial' ? 0 : validation.length,
    folds: Math.max(2, Math.round(images / Math.max(1, validation.length))),
    fold: 0,
    seed: plan.seed,
  };
}
