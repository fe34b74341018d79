/**
 * The graph with its weights as an ONNX file (opset 17, IR version 8): float32, input [N,C,H,W] and logits
 * [N,classes,H',W'] with open N, H and W. Pure. Used by the bench and for export.
 */
import { assert, defined } from '../../../common/assert';
import type { Graph } from '../../graph';
import { type Parameter, parameterTable, type WeightMap } from '../../parameterTable';
import { skipCrops } from '../../skipCrops';
import { onnxPart } from './onnxNodes';
import { floatTensor, modelProto, nodeProto, tensorInfo } from './onnxProto';
import { joinProto, type ProtoMessage } from './protoMessage';

/** The set of operators the file is written in. 17 is read by ONNX Runtime 1.12 and later. */
export const ONNX_OPSET = 17;

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

function initializer({ name, shape, layout, count }: Parameter, weights: WeightMap): ProtoMessage {
  const values = defined(weights.get(name), name);
  assert(values.length === count, `${name} has ${values.length} values`);
  if (layout === 'O') return floatTensor(name, shape, values);
  const [height = 1, width = 1, third = 1, fourth = 1] = shape;
  // HWIO to OIHW for convolutions, HWOI to IOHW for transposed ones: the same move of axes.
  return floatTensor(
    name,
    [fourth, third, height, width],
    lastAxesFirst(values, height * width, third, fourth),
  );
}

/** [pixels, third, fourth] to [fourth, third, pixels]. */
function lastAxesFirst(
  values: Float32Array<ArrayBuffer>,
  pixels: number,
  third: number,
  fourth: number,
): Float32Array<ArrayBuffer> {
  const moved = new Float32Array(values.length);
  let at = 0;
  for (let f = 0; f < fourth; f++)
    for (let t = 0; t < third; t++)
      for (let p = 0; p < pixels; p++) moved[at++] = values[(p * third + t) * fourth + f] ?? 0;
  return moved;
}
