/**
 * A checkpoint as one safetensors file (github.com/huggingface/safetensors, "Format"): the whole RunState, bit for bit.
 * Layouts are the studio's own, not PyTorch's: no model file, but one that common tools can list. Its header begins with
 * a checksum over everything else. Written to one of two slots by CheckpointSlots.
 */
import { crc32 } from '../../common/crc32';
import { buildGraph } from '../../network/buildGraph';
import { type Parameter, parameterTable, type WeightMap } from '../../network/parameterTable';
import {
  badCheckpoint,
  CHECKPOINT_VERSION,
  type CheckpointFields,
  type CheckpointHeader,
  parseCheckpointHeader,
} from './checkpointSchema';
import type { RunState } from './runState';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Right behind the header's length, 8 bytes. The sum, 8 hexadecimal digits, is taken with zeros in its place. */
const CHECKSUM_AT = 8 + '{"__metadata__":{"checksum":"'.length;
const NO_SUM = '00000000';

export interface Checkpoint {
  readonly state: RunState;
  /** Of two checkpoints of a run the one with the higher is newer. */
  readonly generation: number;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The file's bytes: about as many as the state takes in memory. */
export function writeCheckpoint({ state, generation }: Checkpoint): Bytes {
  const tensors = tensorsOf(state);
  const header = headerBytes(state, generation, tensors);
  const total = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + total);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = 8 + header.length;
  for (const { values } of tensors) {
    // Every machine with a GPU for the studio is little-endian, as the format is.
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  bytes.set(encoder.encode(hex(crc32(bytes))), CHECKSUM_AT);
  return bytes;
}

/**
 * The checkpoint in the bytes. Throws `bad-checkpoint` where they are torn or altered, and `checkpoint-too-new`. `name`
 * is what the file is called in the sentence.
 */
export function readCheckpoint(bytes: Bytes, name: string): Checkpoint {
  const start = checkedStart(bytes, name);
  const { fields, tensors } = parseCheckpointHeader(decoder.decode(bytes.subarray(8, start)), name);
  const table = parameterTable(buildGraph(fields.plan.spec));
  const read = (group: string): WeightMap =>
    new Map(table.map((parameter) => [parameter.name, valuesOf(parameter, group)]));
  const valuesOf = (parameter: Parameter, group: string) =>
    floats(bytes.subarray(start), tensors, `${group}.${parameter.name}`, parameter.count, name);
  const { generation, plan, step, microBatch, best, sinceBest, rateChanges } = fields;
  const optimizer = Object.fromEntries(fields.optimizer.map((key) => [key, read(`optimizer.${key}`)]));
  return {
    generation,
    state: {
      plan,
      training: { step, microBatch, weights: read('weights'), optimizer },
      best: { ...best, weights: read('best') },
      sinceBest,
      rateChanges,
    },
  };
}

function tensorsOf(state: RunState): Tensor[] {
  const table = parameterTable(buildGraph(state.plan.spec));
  return groupsOf(state).flatMap(([group, weights]) =>
    table.map(({ name, shape, count }) => {
      const values = weights.get(name);
      if (values?.length !== count) throw new Error(`a state without ${group}.${name} cannot be kept`);
      return { name: `${group}.${name}`, shape, values };
    }),
  );
}

function groupsOf({ training, best }: RunState): [group: string, weights: WeightMap][] {
  const optimizer = Object.entries(training.optimizer).map(([name, weights]): [string, WeightMap] => [
    `optimizer.${name}`,
    weights,
  ]);
  return [['weights', training.weights], ...optimizer, ['best', best.weights]];
}

function headerBytes(state: RunState, generation: number, tensors: readonly Tensor[]): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }];
  });
  // Safetensors allows nothing but strings among its metadata.
  const metadata = { checksum: NO_SUM, state: JSON.stringify(fieldsOf(state, generation)) };
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const bytes = encoder.encode(text);
  // Padded with spaces so that the tensors start on a multiple of 8 bytes, as the format asks for.
  const padded = new Uint8Array(8 * Math.ceil(bytes.length / 8)).fill(' '.charCodeAt(0));
  padded.set(bytes);
  return padded;
}

function fieldsOf(
  { plan, training, best, sinceBest, rateChanges }: RunState,
  generation: number,
): CheckpointFields & { readonly version: number } {
  const { step, microBatch, optimizer } = training;
  return {
    version: CHECKPOINT_VERSION,
    generation,
    plan,
    step,
    microBatch,
    optimizer: Object.keys(optimizer),
    best: { step: best.step, scores: best.scores },
    sinceBest,
    rateChanges,
  };
}

/** Where the tensors begin, once the whole file is known to be as it was written. */
function checkedStart(bytes: Bytes, name: string): number {
  const least = CHECKSUM_AT + NO_SUM.length;
  if (bytes.length < least) throw badCheckpoint(name, 'it is cut off');
  const start = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const told = decoder.decode(bytes.subarray(CHECKSUM_AT, least));
  const zeroed = bytes.slice();
  zeroed.set(encoder.encode(NO_SUM), CHECKSUM_AT);
  if (start < least || start > bytes.length || hex(crc32(zeroed)) !== told) {
    throw badCheckpoint(name, 'it is cut off or altered');
  }
  return start;
}

function floats(
  data: Bytes,
  tensors: CheckpointHeader['tensors'],
  tensor: string,
  count: number,
  name: string,
): Float32Array<ArrayBuffer> {
  const [begin, end] = tensors[tensor] ?? [0, 0];
  // A copy begins on a multiple of 4 bytes, whatever the file does.
  const part = data.slice(begin, end);
  if (part.length !== 4 * count) throw badCheckpoint(name, `${tensor} is missing or cut off`);
  return new Float32Array(part.buffer);
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}
