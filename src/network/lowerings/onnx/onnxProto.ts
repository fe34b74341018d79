/**
 * The messages of onnx.proto3 that a network needs, by their field numbers (ONNX 1.12: github.com/onnx/onnx,
 * onnx/onnx.proto3). Pure; called by toOnnx and onnxNodes.
 */
import { bytesField, floatField, intField, messageField, type ProtoMessage, textField } from './protoMessage';

/** TensorProto.DataType. */
const FLOAT = 1;
const INT64 = 7;

/** AttributeProto.AttributeType. */
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** Whole numbers, all at least 0; `{ float }` for one that is not whole by nature. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly op: string;
  /** Also the name of its only output. */
  readonly name: string;
  readonly inputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** NodeProto. */
export function nodeProto({ op, name, inputs, attributes = {} }: OnnxNode): ProtoMessage {
  return [
    ...inputs.flatMap((input) => textField(1, input)),
    ...textField(2, name),
    ...textField(3, name),
    ...textField(4, op),
    ...Object.entries(attributes).flatMap(([key, value]) => messageField(5, attributeProto(key, value))),
  ];
}

/** TensorProto of float32 values, in C order. */
export function floatTensor(
  name: string,
  dims: readonly number[],
  values: Float32Array<ArrayBuffer>,
): ProtoMessage {
  return tensorProto(name, dims, FLOAT, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** TensorProto of a vector of int64. */
export function int64Tensor(name: string, values: readonly number[]): ProtoMessage {
  const bytes = BigInt64Array.from(values, (value) => BigInt(value));
  return tensorProto(name, [values.length], INT64, new Uint8Array(bytes.buffer));
}

/** ValueInfoProto of a float32 tensor; a dimension is a number, or a name for one that is open. */
export function tensorInfo(name: string, dims: readonly (number | string)[]): ProtoMessage {
  const shape = dims.flatMap((dim) =>
    messageField(1, typeof dim === 'number' ? intField(1, dim) : textField(2, dim)),
  );
  const tensor = [...intField(1, FLOAT), ...messageField(2, shape)];
  return [...textField(1, name), ...messageField(2, messageField(1, tensor))];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly ProtoMessage[];
  readonly initializers: readonly ProtoMessage[];
  readonly inputs: readonly ProtoMessage[];
  readonly outputs: readonly ProtoMessage[];
}

/** ModelProto. */
export function modelProto(
  graph: OnnxGraph,
  versions: { readonly ir: number; readonly opset: number },
): ProtoMessage {
  const opset = [...textField(1, ''), ...intField(2, versions.opset)];
  return [
    ...intField(1, versions.ir),
    ...textField(2, 'U-Net Studio'),
    ...messageField(7, graphProto(graph)),
    ...messageField(8, opset),
  ];
}

function graphProto({ name, nodes, initializers, inputs, outputs }: OnnxGraph): ProtoMessage {
  return [
    ...nodes.flatMap((node) => messageField(1, node)),
    ...textField(2, name),
    ...initializers.flatMap((tensor) => messageField(5, tensor)),
    ...inputs.flatMap((info) => messageField(11, info)),
    ...outputs.flatMap((info) => messageField(12, info)),
  ];
}

function attributeProto(name: string, value: OnnxAttribute): ProtoMessage {
  const named = textField(1, name);
  if (typeof value === 'number') return [...named, ...intField(3, value), ...intField(20, ATTRIBUTE_INT)];
  if ('float' in value) return [...named, ...floatField(2, value.float), ...intField(20, ATTRIBUTE_FLOAT)];
  return [...named, ...value.flatMap((one) => intField(8, one)), ...intField(20, ATTRIBUTE_INTS)];
}

function tensorProto(
  name: string,
  dims: readonly number[],
  type: number,
  bytes: Uint8Array<ArrayBuffer>,
): ProtoMessage {
  return [
    ...dims.flatMap((dim) => intField(1, dim)),
    ...intField(2, type),
    ...textField(8, name),
    ...bytesField(9, bytes),
  ];
}
