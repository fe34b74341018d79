/**
 * The model in tf.js's own file format: `model.json` and `weights.bin`, readable by stock
 * `tf.loadLayersModel`. The studio's description travels as user-defined metadata.
 */
import type { ModelInfo } from '../../domain/train';
import { tf } from '../../gpu/tf';
import { buildGraph } from '../../network/buildGraph';
import type { Graph } from '../../network/graph';
import { toLayersModel } from '../../network/lowerings/tfjs';
import { tfjsVariable } from '../../network/lowerings/tfjsVariable';
import { type Parameter, parameterTable, type WeightMap } from '../../network/parameterTable';
import { concatWeights } from './concatWeights';
import type { OutputFile } from './outputFile';

export const TOPOLOGY_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';
/** Where the studio's description stands in userDefinedMetadata. */
export const METADATA_KEY = 'unetStudio';

/** Both files. A tf.js backend has to be set: the topology is tf.js's own account of the model. */
export function layersModelFiles(info: ModelInfo, weights: WeightMap): OutputFile[] {
  const graph = buildGraph(info.spec);
  const table = parameterTable(graph);
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
    convertedBy: null,
    modelTopology: topologyOf(graph, info),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: table.map(manifestEntry) }],
    userDefinedMetadata: { [METADATA_KEY]: info },
  };
  return [
    { name: TOPOLOGY_FILE, bytes: new TextEncoder().encode(JSON.stringify(json)) },
    { name: WEIGHTS_FILE, bytes: concatWeights(table, weights) },
  ];
}

/** Bound to the trained input size for `valid`: stock tf.js cannot crop open sides. */
function topologyOf(graph: Graph, { spec, inputSize }: ModelInfo): unknown {
  const model = toLayersModel(tf, graph, { side: spec.padding === 'valid' ? inputSize : null });
  try {
    return model.toJSON(null, false);
  } finally {
    model.dispose();
  }
}

function manifestEntry(parameter: Parameter) {
  const { name, shape } = tfjsVariable(parameter);
  return { name, shape, dtype: 'float32' };
}
