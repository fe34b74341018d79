/**
 * The check of the page's settings in a project. Settings that a studio added since the project was saved get their
 * defaults, those it no longer knows are dropped; a value out of its range is refused.
 */
import { StudioError } from '../common/errors';
import { checkedAugment, DEFAULT_AUGMENT } from '../domain/augment';
import type { PageSettings } from '../domain/project';
import { checkedTrainSettings, DEFAULT_TRAIN } from '../domain/train';
import { checkedWeights, DEFAULT_WEIGHTS } from '../domain/weights';
import { z } from './safeZod';

const train = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedTrainSettings(over(DEFAULT_TRAIN, given))));

const augment = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedAugment(overEach(DEFAULT_AUGMENT, given))));

const weights = z
  .record(z.string(), z.unknown())
  .transform((given, context) => checkedBy(context, () => checkedWeights(overEach(DEFAULT_WEIGHTS, given))));

export const pageSchema = z.object({
  train,
  heldOutBy: z.enum(['rule', 'user']),
  augment,
  // Projects from before weights had settings have none.
  weights: weights.nullable().default(null),
  classes: z.array(z.object({ name: z.string(), color: z.string().regex(/^#[0-9a-f]{6}$/i) })),
  hiddenClasses: z.array(z.number()),
  opacity: z.number().min(0).max(1),
  selectedId: z.string().nullable(),
}) satisfies z.ZodType<PageSettings>;

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
