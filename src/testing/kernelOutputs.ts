/** What runProgram read back, by binding name and as numbers. */
import { defined } from '../common/assert';

type Outputs = Readonly<Record<string, ArrayBuffer>>;

export function floats(outputs: Outputs, name: string): Float32Array<ArrayBuffer> {
  return new Float32Array(defined(outputs[name], `binding ${name}`));
}

export function words(outputs: Outputs, name: string): Uint32Array<ArrayBuffer> {
  return new Uint32Array(defined(outputs[name], `binding ${name}`));
}
