/** Float32 arrays as little-endian bytes, whatever the machine's own order. */

/** Writes `values` into `target` from byte `offset` on. */
export function writeFloats(target: Uint8Array<ArrayBuffer>, offset: number, values: Float32Array): void {
  const view = new DataView(target.buffer, target.byteOffset + offset, values.length * 4);
  values.forEach((value, index) => {
    view.setFloat32(index * 4, value, true);
  });
}

/** `count` floats from byte `offset` of `bytes`. */
export function readFloats(bytes: Uint8Array, offset: number, count: number): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, count * 4);
  return new Float32Array(count).map((_, index) => view.getFloat32(index * 4, true));
}
