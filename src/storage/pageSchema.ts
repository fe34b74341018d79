/**
 * The check of the page's settings in a project. Settings that a studio added since the project was saved get their
 * defaults, those it no longer knows are dropped; a value out of its range is refused.
 */
import { StudioError } from '../common/errors';
import { checkedAugment, DEFAULT_AUGMENT } from '../domain/augment';
import { MAX_CLASSES } from '../domain/labels';
import { checkedObjects, DEFAULT_OBJECTS, type ObjectSettings } from '../domain/objects';
import { TRAIN_PRESETS } from '../domain/presets';
import type { PageSettings } from '../domain/project';
import { checkedTrainSettings, DEFAULT_TRAIN, type TrainSettings } from '../domain/train';
import { checkedWeights, DEFAULT_WEIGHTS } from '../domain/weights';
import { predictOptionsSchema } from './predictOptionsSchema';
import { z } from './safeZod';

/** Settings of the user's own: those known of the right type, each in its range. */
const overrides = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedOverrides(given)));

const choice = z.object({ preset: z.enum(TRAIN_PRESETS), overrides });

const augment = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedAugment(overEach(DEFAULT_AUGMENT, given))));

const weights = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedWeights(overEach(DEFAULT_WEIGHTS, given))));

const objects = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedObjectSettings(given)));

const scale = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asIs') }),
  z.object({ kind: z.literal('factor'), factor: z.number() }),
  z.object({ kind: z.literal('pixelSize'), um: z.number() }),
]);

const predictQueue = z.object({
  imageIds: z.array(z.string()),
  options: predictOptionsSchema,
});

const page = z.object({
  choice,
  applied: z
    .object({ scale: scale.nullable(), augment: augment.nullable() })
    .default({ scale: null, augment: null }),
  augment,
  // Projects from before weights had settings have none.
  weights: weights.nullable().default(null),
  classes: z.array(z.object({ name: z.string(), color: z.string().regex(/^#[0-9a-f]{6}$/i) })),
  hiddenClasses: z.array(z.number()),
  opacity: z.number().min(0).max(1),
  selectedId: z.string().nullable(),
  // Projects from before queues outlived a reload have none.
  predictQueue: predictQueue.nullable().default(null),
  // Projects from before objects were cut out in the page have none.
  objects: objects.default(DEFAULT_OBJECTS),
  // Projects from before images were looked at have none.
  dismissed: z.array(z.string()).default([]),
});

export const pageSchema = z.preprocess(withChoice, page) satisfies z.ZodType<PageSettings>;

/** Projects from before there were presets kept all settings: those that are no defaults were the user's own. */
function withChoice(given: unknown): unknown {
  if (!isRecord(given) || 'choice' in given || !isRecord(given.train)) return given;
  const { train, heldOutBy, ...rest } = given;
  const changed = Object.entries(train).filter(
    ([name, value]) => value !== DEFAULT_TRAIN[name as keyof TrainSettings],
  );
  const own = changed.filter(([name]) => name !== 'validationImages' || heldOutBy === 'user');
  // Their steps were said in so many words.
  const overrides = { ...Object.fromEntries(own), steps: train.steps ?? DEFAULT_TRAIN.steps, minutes: 0 };
  return { ...rest, choice: { preset: 'auto', overrides } };
}

function checkedOverrides(given: Readonly<Record<string, unknown>>): Partial<TrainSettings> {
  const checked = checkedTrainSettings(over(DEFAULT_TRAIN, given));
  const names = (Object.keys(DEFAULT_TRAIN) as (keyof TrainSettings)[]).filter(
    (name) => typeof given[name] === typeof DEFAULT_TRAIN[name],
  );
  return Object.fromEntries(names.map((name) => [name, checked[name]]));
}

/** For as many classes as there are thresholds: which model they are for is not known here. */
function checkedObjectSettings(given: Readonly<Record<string, unknown>>): ObjectSettings {
  const settings = over(DEFAULT_OBJECTS, given);
  const list = z.array(z.number()).min(1).max(MAX_CLASSES).safeParse(given.thresholds);
  const thresholds = list.success ? list.data : null;
  return checkedObjects({ ...settings, thresholds }, thresholds?.length ?? MAX_CLASSES);
}

/** The defaults, with those of their keys that are given a value of the same type. */
function over<T extends object>(defaults: T, given: Readonly<Record<string, unknown>>): T {
  const known = Object.entries(defaults).filter(([key, value]) => typeof given[key] === typeof value);
  return { ...defaults, ...Object.fromEntries(known.map(([key]) => [key, given[key]])) };
}

/** The same, one level deeper where the default is a record itself. */
function overEach<T extends object>(defaults: T, given: Readonly<Record<string, unknown>>): T {
  const nested = Object.entries(defaults).flatMap(([key, value]) =>
    isRecord(value) && isRecord(given[key]) ? [[key, over(value, given[key])]] : [],
  );
  return { ...over(defaults, given), ...Object.fromEntries(nested) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The domain's own check, as a part of the schema. */
function checkedBy<T>(context: z.RefinementCtx, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}
