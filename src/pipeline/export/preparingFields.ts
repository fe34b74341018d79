/** How a model's file says that images are prepared for it: channels, intensities, scale. Used by savedModel. */
import { z } from 'zod';
import { SCALE_LIMITS } from '../../domain/scale';

const percent = z.number().min(0).max(100);

const NORMALISATION = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('zscore') }),
  z
    .object({ kind: z.literal('percentile'), low: percent, high: percent })
    .refine(({ low, high }) => low < high, 'the percentiles are turned round'),
  z.object({
    kind: z.literal('window'),
    windows: z.array(
      z
        .object({ low: z.number(), high: z.number() })
        .refine(({ low, high }) => low < high, 'the window is turned round'),
    ),
  }),
]);

const SCALE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asIs') }),
  z.object({ kind: z.literal('factor'), factor: z.number().min(SCALE_LIMITS.min).max(SCALE_LIMITS.max) }),
  z.object({ kind: z.literal('pixelSize'), um: z.number().min(1e-6).max(1e6) }),
]);

const CHANNELS = z
  .array(z.int().min(0))
  .min(1)
  .refine((choice) => new Set(choice).size === choice.length, 'a channel is chosen twice');

/** Files from before these choices existed mean what was done then: all channels, z-scores, pixels as they are. */
export const PREPARING_FIELDS = {
  normalisation: NORMALISATION.default({ kind: 'zscore' }),
  scale: SCALE.default({ kind: 'asIs' }),
  channelChoice: CHANNELS.nullable().default(null),
};
