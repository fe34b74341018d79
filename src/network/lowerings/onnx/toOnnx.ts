/**
 * The graph with its weights as an ONNX file (opset 17, IR version 8): float32, input [N,C,H,W] and logits
 * [N,classes,H',W'] with open N, H and W. Pure. Used by the bench and for export.
 */
import { defined } from '../../../common/assert';
import type { Graph } from '../../graph';
import { type Parameter, parameterTable, type WeightMap } from '../../parameterTable';
import { skipCrops } from '../../skipCrops';
import { channelsFirst } from './channelsFirst';
import { onnxPart } from './onnxNodes';
import { floatTensor, modelProto, nodeProto, tensorInfo } from './onnxProto';
import { joinProto, type ProtoMessage } from './protoMessage';

/** The set of operators the file is written in. 17 is read by ONNX Runtime 1.12 and later. */
const ONNX_OPSET = 17;

const IR_VERSION = 8;

/** Names of the file's only input and output. */
export const ONNX_INPUT = 'input';
export const ONNX_OUTPUT = 'head';

/** Throws a plain Error where a weight is missing or has another size. */
export function toOnnx(graph: Graph, weights: WeightMap): Uint8Array<ArrayBuffer> {
  const crops = skipCrops(graph);
  const parts = graph.nodes.map((node) => onnxPart(graph, node, crops));
  const channels = (index: number) => defined(graph.nodes.at(index), 'node').channels;
  const model = modelProto(
    {
      name: 'unet',
      nodes: parts.flatMap(({ nodes }) => nodes.map(nodeProto)),
      initializers: [
        ...parameterTable(graph).map((parameter) => initializer(parameter, weights)),
        ...parts.flatMap(({ constants }) => constants),
      ],
      inputs: [tensorInfo(ONNX_INPUT, ['batch', channels(0), 'height', 'width'])],
      outputs: [tensorInfo(ONNX_OUTPUT, ['batch', channels(-1), 'outHeight', 'outWidth'])],
    },
    { ir: IR_VERSION, opset: ONNX_OPSET },
  );
  return joinProto(model);
}

function initializer(parameter: Parameter, weights: WeightMap): ProtoMessage {
  const { shape, values } = channelsFirst(parameter, weights);
  return floatTensor(parameter.name, shape, values);
}
