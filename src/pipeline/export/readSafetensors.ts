/** Reads a safetensors file that the studio saved. */
import { z } from 'zod';
import { buildGraph } from '../../network/buildGraph';
import { type Parameter, parameterTable } from '../../network/parameterTable';
import { readFloats } from './floatBytes';
import { badModel, checkedWeights, parseJson, parseModelInfo, type SavedModel } from './savedModel';
import { fromTorch, torchShape } from './torchLayout';
import { SAFETENSORS_KEY } from './writeSafetensors';

/** A header is a few kilobytes; the format's own reader stops at 100 MB as well. */
const LARGEST_HEADER = 100_000_000;

const HEADER = z.object({ __metadata__: z.object({ [SAFETENSORS_KEY]: z.string() }) }).loose();

const TENSOR = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(1)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/** The model in the file `name`. Throws `bad-model` with the reason. */
export function readSafetensors(bytes: Uint8Array, name: string): SavedModel {
  const { header, start } = readHeader(bytes, name);
  const parsed = HEADER.safeParse(header);
  if (!parsed.success)
    throw badModel(name, 'its header does not carry the description that the studio writes');
  const text = parsed.data.__metadata__[SAFETENSORS_KEY];
  const info = parseModelInfo(parseJson(text ?? '', name), name);
  const table = parameterTable(buildGraph(info.spec));
  const read = (parameter: Parameter) =>
    readParameter(parameter, parsed.data[parameter.name], bytes.subarray(start), name);
  const weights = new Map(table.map((parameter) => [parameter.name, read(parameter)]));
  return { info, weights: checkedWeights(weights, name) };
}

function readHeader(bytes: Uint8Array, name: string) {
  if (bytes.length < 8) throw badModel(name, `it has ${bytes.length} bytes, too few for a safetensors file`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const length = Number(view.getBigUint64(0, true));
  const start = 8 + length;
  if (length > LARGEST_HEADER || start > bytes.length) {
    throw badModel(name, 'it is not a safetensors file, or it is cut off');
  }
  return { header: parseJson(new TextDecoder().decode(bytes.subarray(8, start)), name), start };
}

function readParameter(parameter: Parameter, entry: unknown, data: Uint8Array, file: string) {
  const parsed = TENSOR.safeParse(entry);
  if (!parsed.success) throw badModel(file, `the tensor ${parameter.name} is missing or not float32`);
  const { shape, data_offsets: offsets } = parsed.data;
  const wanted = torchShape(parameter);
  if (shape.join() !== wanted.join()) {
    throw badModel(
      file,
      `${parameter.name} is ${shape.join(' x ')} where the network needs ${wanted.join(' x ')}`,
    );
  }
  const [begin, end] = offsets;
  if (end - begin !== 4 * parameter.count || end > data.length) {
    throw badModel(file, `the values of ${parameter.name} are cut off`);
  }
  return fromTorch(parameter, readFloats(data, begin, parameter.count));
}
