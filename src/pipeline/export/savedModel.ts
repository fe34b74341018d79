/** A model as files carry it: what it is and its weights. Parsed at the door, trusted inside. */
import { z } from 'zod';
import { type StudioError, studioError } from '../../common/errors';
import { MAX_CLASSES } from '../../domain/labels';
import { DEFAULT_SPEC_PARTS, MAX_DROPOUT } from '../../domain/network';
import type { ModelInfo } from '../../domain/train';
import type { WeightMap } from '../../network/parameterTable';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

export interface SavedModel {
  readonly info: ModelInfo;
  readonly weights: WeightMap;
}

const MODEL_INFO = z.object({
  spec: z.object({
    depth: z.int().min(1).max(5),
    width: z.int().min(1).max(128),
    padding: z.enum(['valid', 'same']),
    inputChannels: z.int().min(1).max(16),
    classes: z.int().min(2).max(MAX_CLASSES),
    // Files from before these choices existed are the paper's network.
    norm: z.enum(['none', 'instance']).default(DEFAULT_SPEC_PARTS.norm),
    activation: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('relu') }),
        z.object({ kind: z.literal('leaky'), slope: z.number().min(0.001).max(0.999) }),
      ])
      .default(DEFAULT_SPEC_PARTS.activation),
    upActivation: z.enum(['linear', 'relu']).default(DEFAULT_SPEC_PARTS.upActivation),
    dropout: z.number().min(0).max(MAX_DROPOUT).default(DEFAULT_SPEC_PARTS.dropout),
    skips: z.boolean().default(DEFAULT_SPEC_PARTS.skips),
  }),
  classes: z.array(z.object({ name: z.string(), color: z.string() })),
  normalisation: z.object({ kind: z.literal('zscore') }),
  inputSize: z.int().min(1),
  steps: z.int().min(0),
  meanIou: z.number().nullable(),
});

/** The description in a model file. Throws `bad-model` naming the first field that is wrong. */
export function parseModelInfo(value: unknown, file: string): ModelInfo {
  const result = MODEL_INFO.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw badModel(file, `its description does not fit: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (result.data.classes.length !== result.data.spec.classes) {
    const { classes, spec } = result.data;
    throw badModel(file, `it names ${classes.length} classes, its network has ${spec.classes}`);
  }
  return result.data;
}

/** `bad-model`: a file that is no model of the studio, with the reason as a clause. */
export function badModel(file: string, reason: string, cause?: unknown): StudioError {
  return studioError(
    'bad-model',
    `${file} cannot be used as a model: ${reason}.`,
    'Choose files that the studio saved: model.json together with weights.bin, or a .safetensors file.',
    file,
    cause,
  );
}

/** JSON of a file. Throws `bad-model`. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badModel(file, 'it is not JSON', cause);
  }
}
