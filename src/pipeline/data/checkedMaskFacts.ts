/** The check of what a project remembers of its masks: parsed at the door, since a project file may come from anywhere. */
import { z } from 'zod';
import type { MaskFacts } from '../../domain/masks';

z.config({ jitless: true });

const count = z.number().min(0);
const sizes = z.object({ count, areas: z.array(count) });

const value = z.object({
  value: z.number(),
  pixels: count,
  inner: count,
  calm: count,
  between: count,
  frame: count,
  pieces: count,
  medianPiece: count,
  beside: z.array(z.number()),
});

const maskFacts = z.object({
  width: count,
  height: count,
  type: z.enum(['uint8', 'uint16', 'uint32', 'int8', 'int16', 'int32', 'float32', 'float64']),
  coding: z.enum(['values', 'palette', 'colours', 'objects', 'outlines']),
  distinct: count,
  values: z.array(value),
  colours: z.array(count).nullable(),
  others: z.array(z.number()),
  notFinite: count,
  ids: z.object({ count, whole: count, touching: count, sizes }),
  plateaus: z.array(z.object({ value: z.number(), sizes })),
}) satisfies z.ZodType<MaskFacts>;

const allFacts = z.record(z.string(), maskFacts);

/** The facts themselves, or none where they are not as they should be: the masks are then measured again. */
export function checkedMaskFacts(kept: unknown): Readonly<Record<string, MaskFacts>> {
  const result = allFacts.safeParse(kept);
  return result.success ? result.data : {};
}
