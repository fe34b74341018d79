/**
 * The wire format of protocol buffers, writing only: what an ONNX file is made of. A message is a list of pieces, so
 * that weights are copied once, when the file is joined. protobuf.dev/programming-guides/encoding.
 */

/** Encoded fields, in order. Also a whole message: its fields one after the other. */
export type ProtoMessage = readonly Uint8Array<ArrayBuffer>[];

/** A whole number from 0 to 2^53 - 1, or an enumeration's value. */
export function intField(field: number, value: number): ProtoMessage {
  return [varint(field * 8), varint(value)];
}

/** float32. */
export function floatField(field: number, value: number): ProtoMessage {
  return [varint(field * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)];
}

export function textField(field: number, text: string): ProtoMessage {
  return bytesField(field, new TextEncoder().encode(text));
}

/** Bytes are kept as a view until joinProto. */
export function bytesField(field: number, bytes: Uint8Array<ArrayBuffer>): ProtoMessage {
  return [varint(field * 8 + 2), varint(bytes.length), bytes];
}

export function messageField(field: number, message: ProtoMessage): ProtoMessage {
  return [varint(field * 8 + 2), varint(lengthOf(message)), ...message];
}

/** The bytes of a whole message. */
export function joinProto(message: ProtoMessage): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(lengthOf(message));
  let at = 0;
  for (const piece of message) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function lengthOf(message: ProtoMessage): number {
  return message.reduce((sum, piece) => sum + piece.length, 0);
}

/** Seven bits a byte, lowest first; the high bit says that another byte follows. */
function varint(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}
