/** What a checkpoint's header says, checked before any of it is believed. Used by checkpointFile. */
import { z } from 'zod';
import { type StudioError, studioError } from '../../common/errors';
import type { Scores } from '../../domain/metrics';
import type { TrainPlan } from '../../domain/train';
import type { RateChange } from '../../domain/trainEvents';
import { PLAN_SCHEMA, RATE_CHANGES } from './planSchema';

/** The RunState without its tensors. */
export interface CheckpointFields {
  readonly generation: number;
  readonly plan: TrainPlan;
  readonly step: number;
  readonly microBatch: number;
  /** Names of the optimizer's buffers. */
  readonly optimizer: readonly string[];
  readonly best: { readonly step: number; readonly scores: Scores | null };
  readonly sinceBest: number;
  readonly rateChanges: readonly RateChange[];
}

export interface CheckpointHeader {
  readonly fields: CheckpointFields;
  /** Where each tensor begins and ends behind the header, bytes. */
  readonly tensors: Readonly<Record<string, readonly [begin: number, end: number]>>;
}

/** Of the file's shape. A newer studio's is refused, never guessed at. */
export const CHECKPOINT_VERSION = 1;

const count = z.int().min(0);

const HEADER = z
  .object({ __metadata__: z.object({ state: z.string() }) })
  .catchall(z.object({ data_offsets: z.tuple([count, count]) }));

const VERSION = z.object({ version: z.int().min(1) });

const FIELDS = z.object({
  generation: count,
  plan: PLAN_SCHEMA,
  step: count,
  microBatch: z.int().min(1),
  optimizer: z.array(z.string()),
  best: z.object({
    step: count,
    scores: z.custom<Scores>((scores) => typeof scores === 'object').nullable(),
  }),
  sinceBest: count,
  rateChanges: RATE_CHANGES,
});

/** Throws `bad-checkpoint` and `checkpoint-too-new`. */
export function parseCheckpointHeader(text: string, name: string): CheckpointHeader {
  const { __metadata__, ...entries } = checked(HEADER, JSON.parse(text), name);
  const state: unknown = JSON.parse(__metadata__.state);
  const { version } = checked(VERSION, state, name);
  if (version > CHECKPOINT_VERSION) throw tooNew(version, name);
  const tensors = Object.entries(entries).map(([key, { data_offsets: at }]) => [key, at] as const);
  return { fields: checked(FIELDS, state, name), tensors: Object.fromEntries(tensors) };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badCheckpoint(
    name,
    `its ${issue?.path.join('.') || 'header'} is wrong (${issue?.message ?? 'unreadable'})`,
  );
}

export function badCheckpoint(name: string, why: string): StudioError {
  return studioError(
    'bad-checkpoint',
    `${name} cannot be read: ${why}.`,
    'Go on from an older checkpoint, or train again.',
    name,
  );
}

function tooNew(version: number, name: string): StudioError {
  return studioError(
    'checkpoint-too-new',
    `${name} was written by a newer studio: its version is ${version}, and this one reads up to ${CHECKPOINT_VERSION}.`,
    'Go on with the newer studio: reload the page, or update the command line.',
    version,
  );
}
