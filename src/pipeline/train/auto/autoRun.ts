/** The auto preset: every setting of a run from the images and the device, each with its reason. Pure; called by chooseRun. */
import { type AugmentSettings, DEFAULT_AUGMENT } from '../../../domain/augment';
import { AUGMENT_PRESETS } from '../../../domain/augmentPresets';
import type { ChosenRun, ImageFacts, Reason } from '../../../domain/presets';
import { suggestedSplit } from '../../../domain/suggestedSplit';
import { DEFAULT_TRAIN, TRAIN_LIMITS, type TrainSettings } from '../../../domain/train';
import {
  type ChoiceDevice,
  depthFor,
  rungFor,
  stepsIn,
  tileFor,
  tileThatFits,
  USEFUL_STEPS,
} from './autoNetwork';
import { autoScale, type ChosenScale, isScene } from './autoScale';

/** Where neither minutes nor steps were said. */
const DEFAULT_MINUTES = 10;

/** Of the time granted: the rest goes into timing kernels, validations and the final scores. */
const SHARE_FOR_STEPS = 0.85;

/** Without a time, a run may go on for so long, and ends after so many validations in a row without a better score. */
const OPEN_END = { seconds: 3600, steps: 20_000, patience: 12, usefulSteps: 4000 } as const;

type Overrides = Partial<TrainSettings>;

interface Situation {
  readonly overrides: Overrides;
  readonly facts: ImageFacts;
  readonly device: ChoiceDevice;
  readonly scale: ChosenScale;
}

/** Settings that are the user's own are as they say, and the rest adapts to them. */
export function autoRun(overrides: Overrides, facts: ImageFacts, device: ChoiceDevice): ChosenRun {
  const scale = autoScale(facts);
  const situation = { overrides, facts, device, scale };
  const { settings: base, reasons: recipe } = recipeFor(situation);
  const { settings, reasons } = networkFor(situation, base);
  const augment = augmentFor(facts);
  const all = [...(scale.reason ? [scale.reason] : []), ...reasons, ...recipe, augment.reason];
  return {
    preset: 'auto',
    settings,
    scale: scale.scale,
    augment: augment.settings,
    reasons: all.filter(({ setting }) => !(setting in overrides)),
  };
}

interface Part {
  readonly settings: TrainSettings;
  readonly reasons: readonly Reason[];
}

/** How it learns, whatever the network's size. */
function recipeFor({ overrides, facts }: Situation): Part {
  const { because: splitBecause, ...split } = suggestedSplit({
    labelled: facts.images.length,
    stack: facts.stack,
  });
  const openEnd = isOpenEnded(overrides);
  const rate = { optimizer: 'adam', weightDecay: 1e-4, warmup: 0.1, clipNorm: 0 } as const;
  const settings: TrainSettings = {
    ...DEFAULT_TRAIN,
    ...split,
    ...rate,
    loss: 'diceCrossEntropy',
    norm: 'instance',
    activation: 'leaky',
    schedule: openEnd ? 'constant' : 'oneCycle',
    emaDecay: openEnd ? 0.999 : 0.99,
    patience: openEnd ? OPEN_END.patience : 0,
    minutes: overrides.steps === undefined && !openEnd ? DEFAULT_MINUTES : 0,
    ...overrides,
  };
  return {
    settings,
    reasons: [
      NORM_REASON,
      lossReason(facts),
      ...rateReasons(openEnd),
      { setting: 'split', because: splitBecause },
    ],
  };
}

/** Minutes 0 and no steps: until it stops improving. */
function isOpenEnded({ minutes, steps }: Overrides): boolean {
  return minutes === 0 && steps === undefined;
}

const NORM_REASON: Reason = {
  setting: 'norm',
  because: 'each channel of each tile at mean 0 and deviation 1: learns in fewer steps, and evens out light',
};

function lossReason({ classShares, classes }: ImageFacts): Reason {
  const rarest = Math.min(...classShares.filter((share) => share > 0), 1);
  const percent = percentText(100 * rarest);
  const because =
    rarest < 0.5 / Math.max(2, classes)
      ? `the rarest class has ${percent} of the pixels: Dice counts it as much as the others`
      : `what is scored is in the loss, too; the rarest class has ${percent} of the pixels`;
  return { setting: 'loss', because };
}

function percentText(percent: number): string {
  if (percent < 0.01) return 'under 0.01 %';
  return `${percent < 10 ? percent.toPrecision(2) : Math.round(percent)} %`;
}

function rateReasons(openEnd: boolean): Reason[] {
  if (!openEnd) {
    return [
      {
        setting: 'schedule',
        because: 'the number of steps is known: up over a tenth of them, then down to 0',
      },
      { setting: 'emaDecay', because: 'the mean of about the last 100 steps is steadier than the last one' },
    ];
  }
  return [
    { setting: 'schedule', because: 'no end is set: the rate stays, the moving average settles' },
    { setting: 'emaDecay', because: 'the mean of about the last 1,000 steps stands in for a falling rate' },
    { setting: 'patience', because: `it ends when ${OPEN_END.patience} validations in a row were no better` },
  ];
}

/** Depth and tile by the objects; width and batch by the time. */
function networkFor({ overrides, scale, device }: Situation, base: TrainSettings): Part {
  const { diameter, side } = scale;
  const shaped = { ...base, depth: depthFor(diameter), tile: tileFor(diameter, side), ...overrides };
  const seconds = secondsFor(base, overrides);
  const useful = isOpenEnded(overrides) ? OPEN_END.usefulSteps : (overrides.steps ?? USEFUL_STEPS);
  const rung = rungFor(seconds, useful, (one) => ({ ...shaped, ...one, ...overrides }), device);
  const { width } = { ...rung, ...overrides };
  const sized = { ...shaped, ...rung, learningRate: rateFor(width), ...overrides };
  const fitted = { ...sized, tile: overrides.tile ?? tileThatFits(sized, device) };
  const steps = overrides.steps ?? plannedSteps(seconds, fitted, overrides, device);
  const settings = { ...fitted, steps };
  return { settings, reasons: networkReasons(settings, scale, stepsIn(seconds, settings, device)) };
}

/** Adam at the top of one cycle: narrow networks bear a high rate, wide ones do not. */
function rateFor(width: number): number {
  if (width <= 16) return 0.005;
  return width <= 32 ? 0.003 : 0.002;
}

/** Of computing, not of waiting: steps alone are taken to mean about as long as no word at all. */
function secondsFor({ minutes }: TrainSettings, overrides: Overrides): number {
  if (isOpenEnded(overrides)) return OPEN_END.seconds;
  return 60 * SHARE_FOR_STEPS * (minutes > 0 ? minutes : DEFAULT_MINUTES);
}

function plannedSteps(
  seconds: number,
  settings: TrainSettings,
  overrides: Overrides,
  device: ChoiceDevice,
): number {
  if (isOpenEnded(overrides)) return OPEN_END.steps;
  const { min, max } = TRAIN_LIMITS.steps;
  return Math.min(max, Math.max(min, stepsIn(seconds, settings, device) ?? USEFUL_STEPS));
}

function networkReasons(
  { depth, tile, width, batch }: TrainSettings,
  scale: ChosenScale,
  steps: number | null,
): Reason[] {
  const across = scale.diameter === null ? null : Math.round(scale.diameter);
  const objects = across === null ? 'objects of unknown size' : `objects of ${across} px`;
  const time =
    steps === null
      ? 'this device has not been timed yet'
      : `about ${steps.toLocaleString('en')} steps of it fit into the time`;
  return [
    { setting: 'depth', because: `${objects}: ${depth} poolings see one whole, with what is around it` },
    {
      setting: 'tile',
      because:
        across === null
          ? `${tile} px give context enough`
          : `${tile} px hold ${(tile / across).toFixed(1)} objects across`,
    },
    { setting: 'width', because: time },
    {
      setting: 'batch',
      because:
        batch === 1
          ? 'more steps teach more than larger ones'
          : `there is time: ${batch} tiles steady each step of ${width} channels`,
    },
  ];
}

/** Pictures with an up and down, told by their many classes in colour, are not turned. */
function augmentFor(facts: ImageFacts): {
  settings: AugmentSettings;
  reason: Reason;
} {
  const scene = isScene(facts);
  const because = scene
    ? `${facts.classes} classes in colour look like scenes with an up and a down: mirrored sideways, hardly turned`
    : 'turned and mirrored every way, bent and relit a little';
  return {
    settings: scene ? AUGMENT_PRESETS.gentle : DEFAULT_AUGMENT,
    reason: { setting: 'augment', because },
  };
}
