/** A model as files carry it: what it is and its weights. Parsed at the door, trusted inside. */
import { z } from 'zod';
import { type StudioError, studioError } from '../../common/errors';
import { DEFAULT_SPEC_PARTS, MAX_DROPOUT, SPEC_RANGES } from '../../domain/network';
import { type ModelInfo, TRAIN_LIMITS } from '../../domain/train';
import { allFinite } from '../../network/allFinite';
import type { WeightMap } from '../../network/parameterTable';
import { tileGeometry } from '../../network/tileGeometry';
import { PREPARING_FIELDS } from './preparingFields';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

/** A run's tile is snapped to the network's grid, which may take it a little beyond the setting's limit, px. */
const LARGEST_INPUT = 2 * TRAIN_LIMITS.tile.max;

export interface SavedModel {
  readonly info: ModelInfo;
  readonly weights: WeightMap;
}

function specField(name: keyof typeof SPEC_RANGES) {
  const [low, high] = SPEC_RANGES[name];
  return z.int().min(low).max(high);
}

const MODEL_INFO = z.object({
  spec: z.object({
    depth: specField('depth'),
    width: specField('width'),
    padding: z.enum(['valid', 'same']),
    inputChannels: specField('inputChannels'),
    classes: specField('classes'),
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
  classes: z.array(z.object({ name: z.string(), color: z.string().regex(/^#[0-9a-f]{6}$/i) })),
  ...PREPARING_FIELDS,
  inputSize: z.int().min(1).max(LARGEST_INPUT),
  steps: z.int().min(0),
  meanIou: z.number().min(0).max(1).nullable(),
  runId: z
    .string()
    .regex(/^[0-9a-z]{1,64}$/)
    .optional(),
});

/** The description in a model file. Throws `bad-model` naming the first field that is wrong. */
export function parseModelInfo(value: unknown, file: string): ModelInfo {
  const result = MODEL_INFO.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw badModel(file, `its description does not fit: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { classes, spec, inputSize } = result.data;
  if (classes.length !== spec.classes) {
    throw badModel(file, `it names ${classes.length} classes, its network has ${spec.classes}`);
  }
  if (tileGeometry(spec, inputSize).inputSize !== inputSize) {
    throw badModel(file, `its network cannot have been trained at ${inputSize} px`);
  }
  checkChannelCounts(result.data, file);
  return result.data;
}

/** Throws `bad-model` where the description prepares another number of channels than the network takes. */
function checkChannelCounts({ spec, channelChoice, normalisation }: ModelInfo, file: string): void {
  const wanted = spec.inputChannels;
  if (channelChoice !== null && channelChoice.length !== wanted) {
    throw badModel(file, `it chooses ${channelChoice.length} channels, its network takes ${wanted}`);
  }
  if (normalisation.kind === 'window' && normalisation.windows.length !== wanted) {
    throw badModel(
      file,
      `it has ${normalisation.windows.length} windows, its network takes ${wanted} channels`,
    );
  }
}

/** The weights themselves. Throws `bad-model` where one is not a number: every prediction would be nonsense. */
export function checkedWeights(weights: WeightMap, file: string): WeightMap {
  if (allFinite(weights)) return weights;
  throw badModel(file, 'some of its weights are infinite or not numbers');
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
