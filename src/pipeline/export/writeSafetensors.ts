/**
 * The weights in safetensors (github.com/huggingface/safetensors, "Format"): 8 bytes header length, a JSON
 * header, then the tensors without gaps. Names and layouts are PyTorch's, so `load_state_dict` takes them.
 */
import { defined } from '../../common/assert';
import type { ModelInfo } from '../../domain/train';
import { buildGraph } from '../../network/buildGraph';
import { type Parameter, parameterTable, type WeightMap } from '../../network/parameterTable';
import { writeFloats } from './floatBytes';
import { torchShape, toTorch } from './torchLayout';

/** Key of the studio's description among the header's metadata, whose values are strings. */
export const SAFETENSORS_KEY = 'unet_studio';

/** The file's bytes. */
export function writeSafetensors(info: ModelInfo, weights: WeightMap): Uint8Array<ArrayBuffer> {
  const table = parameterTable(buildGraph(info.spec));
  const header = headerBytes(info, table);
  const start = 8 + header.length;
  const bytes = new Uint8Array(start + 4 * table.reduce((sum, { count }) => sum + count, 0));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = start;
  for (const parameter of table) {
    writeFloats(bytes, offset, toTorch(parameter, defined(weights.get(parameter.name), parameter.name)));
    offset += 4 * parameter.count;
  }
  return bytes;
}

function headerBytes(info: ModelInfo, table: readonly Parameter[]): Uint8Array {
  let offset = 0;
  const entries = table.map((parameter) => {
    const begin = offset;
    offset += 4 * parameter.count;
    return [parameter.name, { dtype: 'F32', shape: torchShape(parameter), data_offsets: [begin, offset] }];
  });
  const metadata = { format: 'pt', [SAFETENSORS_KEY]: JSON.stringify(info) };
  return padded(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
}

/** With spaces, so that the tensors start on a multiple of 8 bytes, as the format asks for. */
function padded(header: string): Uint8Array {
  const encoder = new TextEncoder();
  return encoder.encode(header + ' '.repeat((8 - (encoder.encode(header).length % 8)) % 8));
}

interface OwnHeader {
  readonly __metadata__: { readonly [SAFETENSORS_KEY]: string };
}

/**
 * The bytes of a file that writeSafetensors made, as they would be had it known that this run made the model, or, for null,
 * none: files of older studios do not say it, and are the same model. Everything else stays, the order of keys included.
 */
export function withRunId(file: Uint8Array<ArrayBuffer>, runId: string | null): Uint8Array<ArrayBuffer> {
  const start = 8 + Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start))) as OwnHeader;
  const { runId: before, ...info } = JSON.parse(header.__metadata__[SAFETENSORS_KEY]) as ModelInfo;
  if ((before ?? null) === runId) return file;
  const said = JSON.stringify(runId === null ? info : { ...info, runId });
  const metadata = { ...header.__metadata__, [SAFETENSORS_KEY]: said };
  const text = padded(JSON.stringify({ ...header, __metadata__: metadata }));
  const bytes = new Uint8Array(8 + text.length + file.length - start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(file.subarray(start), 8 + text.length);
  return bytes;
}
