/** What a run card tells of a run beside its scores: data, network, training, augmentation, as names and values. Pure. */
import { AUGMENT_TRANSFORMS, type TransformName } from '../../domain/augmentTransforms';
import type { RunRecord } from '../../domain/run';
import type { ModelInfo, TrainPlan, TrainSummary } from '../../domain/train';
import type { Fact } from '../../ui/facts/FactList';
import { formatCount, formatDuration, formatNumber, NO_VALUE, plural } from '../../ui/format';

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export function runCardFacts(run: RunRecord): FactGroup[] {
  const { plan } = run;
  return [
    { title: 'Images', facts: imageFacts(plan) },
    { title: 'Network', facts: networkFacts(plan) },
    { title: 'Training', facts: trainingFacts(run) },
    { title: 'Augmentation', facts: augmentFacts(plan) },
  ];
}

function imageFacts({ split, spec, normalisation, scale, channelChoice }: TrainPlan): Fact[] {
  const channels = channelChoice?.map((channel) => channel + 1).join(', ') ?? 'all';
  return [
    { name: 'Trained on', value: plural(split.train.length, 'image') },
    { name: 'Held out', value: heldOut(split) },
    { name: 'Channels', value: `${spec.inputChannels} (${channels})` },
    { name: 'Intensities', value: intensityText(normalisation) },
    { name: 'Scale', value: scaleText(scale) },
  ];
}

function heldOut({ kind, validation }: TrainPlan['split']): string {
  if (validation.length === 0) return 'none';
  return kind === 'spatial'
    ? `blocks of ${plural(validation.length, 'image')}`
    : plural(validation.length, 'image');
}

function intensityText(normalisation: ModelInfo['normalisation']): string {
  if (normalisation.kind === 'zscore') return 'mean 0, deviation 1';
  if (normalisation.kind === 'percentile')
    return `percentiles ${formatNumber(normalisation.low)} to ${formatNumber(normalisation.high)}`;
  return normalisation.windows
    .map(({ low, high }) => `${formatNumber(low)} to ${formatNumber(high)}`)
    .join('; ');
}

function scaleText(scale: ModelInfo['scale']): string {
  if (scale.kind === 'factor') return `× ${formatNumber(scale.factor)}`;
  return scale.kind === 'asIs' ? 'as in the file' : `${formatNumber(scale.um)} µm a pixel`;
}

function networkFacts({ spec, inputSize, outputSize }: TrainPlan): Fact[] {
  return [
    { name: 'U-Net', value: `depth ${spec.depth}, width ${spec.width}` },
    { name: 'Convolutions', value: spec.padding },
    { name: 'Norm', value: spec.norm },
    { name: 'Activation', value: spec.activation.kind === 'relu' ? 'ReLU' : 'leaky ReLU' },
    { name: 'Skip connections', value: spec.skips ? 'on' : 'off' },
    { name: 'Dropout', value: formatNumber(spec.dropout) },
    { name: 'Tile', value: `${inputSize} px in, ${outputSize} px out` },
  ];
}

const OPTIMIZERS = { adam: 'Adam', sgd: 'SGD', nesterov: 'Nesterov' } as const;
const LOSSES = { crossEntropy: 'cross-entropy', diceCrossEntropy: 'cross-entropy and Dice' } as const;
const SCHEDULES = { constant: 'constant', polynomial: 'polynomial', oneCycle: 'one cycle' } as const;

function trainingFacts({ plan, preset, summary, rateChanges }: RunRecord): Fact[] {
  const { batch, optimizer, learningRate, schedule, loss, weights, seed } = plan;
  const changes = rateChanges.map(({ step, factor }) => `× ${formatNumber(factor)} at ${formatCount(step)}`);
  return [
    { name: 'Preset', value: preset },
    { name: 'Steps', value: stepsText(plan, summary) },
    { name: 'Batch', value: plural(batch, 'patch', 'patches') },
    { name: 'Optimizer', value: OPTIMIZERS[optimizer] },
    { name: 'Learning rate', value: `${formatNumber(learningRate)}, ${SCHEDULES[schedule.kind]}` },
    ...(changes.length === 0 ? [] : [{ name: 'Rate changed by hand', value: changes.join(', ') }]),
    { name: 'Loss', value: LOSSES[loss] },
    { name: 'Weight decay', value: formatNumber(plan.weightDecay) },
    { name: 'Gradients clipped at', value: plan.clipNorm === 0 ? 'never' : formatNumber(plan.clipNorm) },
    { name: 'Average of weights', value: plan.emaDecay === 0 ? 'none' : `decay ${plan.emaDecay}` },
    { name: 'Border weights', value: weights.kind },
    { name: 'Time a step', value: summary?.msPerStep ? formatDuration(summary.msPerStep) : NO_VALUE },
    { name: 'Seed', value: String(seed) },
  ];
}

function stepsText({ steps }: TrainPlan, summary: TrainSummary | null): string {
  if (summary === null) return `${formatCount(steps)} planned`;
  const { stepsDone, bestStep } = summary;
  const done =
    stepsDone === steps ? formatCount(steps) : `${formatCount(stepsDone)} of ${formatCount(steps)}`;
  return bestStep > 0 && bestStep < stepsDone ? `${done}, best at ${formatCount(bestStep)}` : done;
}

/** Those that are on, with how often each happens. */
function augmentFacts({ augment }: TrainPlan): Fact[] {
  const names = Object.keys(AUGMENT_TRANSFORMS) as TransformName[];
  const on = names.filter((name) => augment[name].enabled);
  if (on.length === 0) return [{ name: 'Transforms', value: 'none' }];
  return on.map((name) => ({
    name: AUGMENT_TRANSFORMS[name].name,
    value: transformText(augment[name], AUGMENT_TRANSFORMS[name].parameters),
  }));
}

/** "0.8 to 1.25, 20 % of patches". */
function transformText(transform: object, parameters: object): string {
  const values = transform as Readonly<Record<string, number>>;
  const infos = parameters as Readonly<Record<string, { readonly name: string; readonly unit: string }>>;
  const numberText = (key: string, unit: string) => `${formatNumber(values[key] ?? 0)}${unitText(unit)}`;
  const parts = Object.entries(infos).flatMap(([key, { name, unit }]) => {
    if (key === 'high') return [];
    if (key === 'low') return [`${formatNumber(values.low ?? 0)} to ${numberText('high', unit)}`];
    return [`${name.toLowerCase()} ${numberText(key, unit)}`];
  });
  return [...parts, `${Math.round((values.probability ?? 0) * 100)} % of patches`].join(', ');
}

function unitText(unit: string): string {
  if (unit === '' || unit === 'share') return '';
  return unit === '°' ? '°' : ` ${unit}`;
}
