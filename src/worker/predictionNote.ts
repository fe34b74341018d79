/**
 * What is kept of a prediction besides its pixels: a checked line of JSON with the summary, whose it is and of what. Read
 * for all images when a project is opened. Parsed at the door: projects come from other people, too.
 */
import type { Scores } from '../domain/metrics';
import type { PredictionSummary } from '../domain/predict';
import { checkedLine, readCheckedLines } from '../storage/checkedLines';
import { predictOptionsSchema } from '../storage/predictOptionsSchema';
import { z } from '../storage/safeZod';

const VERSION = 1;

export interface PredictionNote {
  /** Of the model's file (resultsModel). */
  readonly sum: string;
  /** Of the image's files and the reading of its mask, as they were: what it was predicted from and scored against. */
  readonly stamp: string;
  readonly summary: PredictionSummary;
}

const share = z.number().min(0).max(1);
const count = z.int().min(1).max(1e6);
const byClass = z.array(share.nullable());

const scores = z.object({
  pixelAccuracy: share.nullable(),
  iou: byClass,
  dice: byClass,
  precision: byClass,
  recall: byClass,
  meanIou: share.nullable(),
  meanDice: share.nullable(),
}) satisfies z.ZodType<Scores>;

const summary = z.object({
  imageId: z.string().min(1),
  width: count,
  height: count,
  classes: z.int().min(1).max(255),
  scores: scores.nullable(),
  uncertainty: share,
  shares: z.array(share),
  tiles: z.int().min(0),
  ms: z.number().min(0),
  options: predictOptionsSchema,
}) satisfies z.ZodType<PredictionSummary>;

const note = z.object({
  version: z.literal(VERSION),
  sum: z.string(),
  stamp: z.string(),
  summary,
});

const decoder = new TextDecoder();

export function predictionNote(kept: PredictionNote): Uint8Array<ArrayBuffer> {
  return checkedLine({ version: VERSION, ...kept });
}

/** Null where it is torn, altered, or from a newer studio. */
export function readPredictionNote(bytes: Uint8Array): PredictionNote | null {
  const [line] = readCheckedLines(decoder.decode(bytes));
  const result = note.safeParse(line);
  if (!result.success) return null;
  const { sum, stamp, summary: told } = result.data;
  return { sum, stamp, summary: told };
}
