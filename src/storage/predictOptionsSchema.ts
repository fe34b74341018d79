/** The check of how an image was, or is to be, predicted: in a project's page and in the notes of its predictions. */
import type { PredictOptions } from '../domain/predict';
import { z } from './safeZod';

export const predictOptionsSchema = z.object({
  tta: z.boolean(),
  runIds: z.array(z.string()),
  probabilities: z.boolean().optional(),
}) satisfies z.ZodType<PredictOptions>;
