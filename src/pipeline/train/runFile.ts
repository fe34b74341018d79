/** A run as it is kept beside its weights, `runs/ID.json`: parsed at the door, trusted inside. Used by the worker's RunBook. */
import { z } from 'zod';
import { type StudioError, studioError } from '../../common/errors';
import type { ClassInfo } from '../../domain/labels';
import type { Scores } from '../../domain/metrics';
import { TRAIN_PRESETS } from '../../domain/presets';
import type { RunRecord } from '../../domain/run';
import type { TrainSummary } from '../../domain/train';
import type { TrainWarning } from '../../domain/trainEvents';
import type { Bytes } from './checkpointFile';
import { PLAN_SCHEMA, RATE_CHANGES } from './planSchema';

export interface StoredRun {
  readonly run: RunRecord;
  /** What its model's classes are called. */
  readonly classes: readonly ClassInfo[];
}

/** A newer studio's file is refused, never guessed at. */
const RUN_VERSION = 1;

const count = z.int().min(0);
const step = z.object({ step: count });

/** What only shows: an object, looked at no closer. */
const shown = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

const RUN = z.object({
  id: z.string().regex(/^[0-9a-z]{1,64}$/),
  name: z.string(),
  startedMs: z.number().min(0),
  status: z.enum(['running', 'done', 'stopped', 'failed', 'interrupted']),
  preset: z.enum(TRAIN_PRESETS),
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('fresh') }),
    z.object({ kind: z.enum(['fineTune', 'continued']), from: z.string() }),
  ]),
  plan: PLAN_SCHEMA,
  curve: z.object({
    losses: z.array(
      step.extend({
        loss: z.number(),
        learningRate: z.number(),
        gradientNorm: z.number().nullable(),
        dataWaitMs: z.number(),
      }),
    ),
    validations: z.array(step.extend({ scores: shown<Scores>() })),
  }),
  rateChanges: RATE_CHANGES,
  warnings: z.array(shown<TrainWarning>()),
  summary: shown<TrainSummary>().nullable(),
  hasWeights: z.boolean(),
  checkpointStep: count.nullable(),
}) satisfies z.ZodType<RunRecord>;

const STORED = z.object({
  version: z.literal(RUN_VERSION),
  run: RUN,
  classes: z.array(z.object({ name: z.string(), color: z.string() })),
});

export function writeRun({ run, classes }: StoredRun): Bytes {
  return new TextEncoder().encode(JSON.stringify({ version: RUN_VERSION, run, classes }));
}

/** The run, or `bad-project` where the file is damaged, or a newer studio's. `name` is what the sentence calls it. */
export function readRun(bytes: Uint8Array, name: string): StoredRun | StudioError {
  const result = STORED.safeParse(parsed(bytes));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return studioError(
    'bad-project',
    `The kept run ${name} cannot be read: ${issue?.path.join('.') || 'its start'} is wrong.`,
    'Other runs, the images and the model are not touched.',
    name,
  );
}

/** Undefined where it is no JSON: no run either. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
