/** Reads a tf.js model that the studio saved. Models of other makers are refused: their networks are unknown. */
import { z } from 'zod';
import { buildGraph } from '../../network/buildGraph';
import { tfjsVariable } from '../../network/lowerings/tfjsVariable';
import { parameterTable, type WeightMap } from '../../network/parameterTable';
import { readFloats } from './floatBytes';
import { METADATA_KEY } from './layersModelFiles';
import type { OutputFile } from './outputFile';
import { badModel, checkedWeights, parseJson, parseModelInfo, type SavedModel } from './savedModel';

const TOPOLOGY = z.object({
  format: z.literal('layers-model'),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()).min(1),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int().min(1)), dtype: z.literal('float32') }),
      ),
    }),
  ),
  userDefinedMetadata: z.object({ [METADATA_KEY]: z.unknown() }),
});

type Topology = z.infer<typeof TOPOLOGY>;

/** The model in a `.json` file and the weight files it names. Throws `bad-model` with the file and the reason. */
export function readLayersModel(files: readonly OutputFile[]): SavedModel {
  const jsonFile = files.find(({ name }) => name.toLowerCase().endsWith('.json'));
  if (!jsonFile) throw badModel(files[0]?.name ?? 'The selection', 'there is no model.json');
  const topology = parseTopology(jsonFile);
  const info = parseModelInfo(topology.userDefinedMetadata[METADATA_KEY], jsonFile.name);
  const tensors = readTensors(topology, files, jsonFile.name);
  const weights: WeightMap = new Map(
    parameterTable(buildGraph(info.spec)).map((parameter) => {
      const { name, shape } = tfjsVariable(parameter);
      const values = tensors.get(`${name}:${shape.join('x')}`);
      if (values) return [parameter.name, values];
      throw badModel(jsonFile.name, `it has no weights ${name} of ${shape.join(' x ')}`);
    }),
  );
  return { info, weights: checkedWeights(weights, jsonFile.name) };
}

function parseTopology({ name, bytes }: OutputFile): Topology {
  const parsed = TOPOLOGY.safeParse(parseJson(new TextDecoder().decode(bytes), name));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw badModel(
    name,
    `it is not a model that the studio saved (${where || 'its structure'} is missing or wrong)`,
  );
}

/** All tensors of the manifest, by name and shape. */
function readTensors(topology: Topology, files: readonly OutputFile[], json: string) {
  const tensors = new Map<string, Float32Array<ArrayBuffer>>();
  for (const group of topology.weightsManifest) {
    const bytes = joinFiles(group.paths, files, json);
    const counts = group.weights.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
    const wanted = 4 * counts.reduce((sum, count) => sum + count, 0);
    if (bytes.length !== wanted) {
      throw badModel(group.paths.join(', '), `it has ${bytes.length} bytes where ${json} says ${wanted}`);
    }
    let offset = 0;
    group.weights.forEach(({ name, shape }, index) => {
      const count = counts[index] ?? 0;
      tensors.set(`${name}:${shape.join('x')}`, readFloats(bytes, offset, count));
      offset += 4 * count;
    });
  }
  return tensors;
}

function joinFiles(paths: readonly string[], files: readonly OutputFile[], json: string): Uint8Array {
  const parts = paths.map((path) => {
    const file = files.find(({ name }) => baseName(name) === baseName(path));
    if (!file) throw badModel(json, `the file ${path} that it names is missing`);
    return file.bytes;
  });
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
