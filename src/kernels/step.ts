/**
 * What changes from step to step, as one small buffer that kernels bind as `step`: never part of a shader's
 * text. The executor writes it before each submit, one record a micro-batch.
 */
import { defined } from '../common/assert';

/** In memory order, 4 bytes each. Names are the members of the WGSL struct `Step`. */
const FIELDS = [
  // Seed of dropout's masks.
  ['seed', 'u32'],
  // Optimizer step, counting from 0: with the seed, the counter of dropout.
  ['index', 'u32'],
  // Logical index of this micro-batch's first sample within the step's whole batch.
  ['firstSample', 'u32'],
  // Where this step's record goes in the ring of losses.
  ['slot', 'u32'],
  // 1 / Σw over the valid pixels of the whole accumulated batch; 0 where Σw = 0.
  ['inverseWeight', 'f32'],
  ['learningRate', 'f32'],
  // Adam's bias corrections 1 / (1 - beta1^t) and 1 / (1 - beta2^t), t counting applied steps from 1.
  ['correction1', 'f32'],
  ['correction2', 'f32'],
  // Highest decay of the weights' moving average: low at first, so that it does not hold on to the initial weights.
  ['mostAverageDecay', 'f32'],
] as const;

export type StepValues = { readonly [Name in (typeof FIELDS)[number][0]]: number };

export const STEP_BYTES = FIELDS.length * 4;

/** The record's bytes, as words to upload. */
export function packStep(values: StepValues): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(FIELDS.length);
  const floats = new Float32Array(words.buffer);
  for (const [i, [name, type]] of FIELDS.entries()) {
    const value = defined(values[name], name);
    if (type === 'u32') words[i] = value;
    else floats[i] = value;
  }
  return words;
}

/** WGSL: the struct `Step`; bind it as `array<Step>` and read `step[0]`. */
export const STEP_WGSL = `struct Step {\n${FIELDS.map(([name, type]) => `  ${name}: ${type},`).join('\n')}\n}`;

/** The binding that kernels with per-step values have. */
export const STEP_BINDING = { name: 'step', access: 'read', bytes: STEP_BYTES } as const;

/** Floats of one ring record: total loss, cross-entropy, Dice loss, norm of the gradient before clipping. */
export const RING_FLOATS = 4;
