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
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  // Padded with spaces so that the tensors start on a multiple of 8 bytes, as the format asks for.
  return new TextEncoder().encode(text + ' '.repeat((8 - (new TextEncoder().encode(text).length % 8)) % 8));
}
