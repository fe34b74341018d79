/** A square grey PNG of 8 bits from a formula. */
import { encode } from 'fast-png';

export function greyPng(side: number, value: (x: number, y: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: side * side }, (_, at) => value(at % side, Math.floor(at / side)));
  return encode({ width: side, height: side, channels: 1, depth: 8, data });
}
