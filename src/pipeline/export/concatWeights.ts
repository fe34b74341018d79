/** All weights of a model in one run of bytes, in the parameter table's order and layouts. */
import { defined } from '../../common/assert';
import type { Parameter, WeightMap } from '../../network/parameterTable';
import { writeFloats } from './floatBytes';

/** Little-endian float32, without gaps. */
export function concatWeights(table: readonly Parameter[], weights: WeightMap): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * table.reduce((sum, { count }) => sum + count, 0));
  let offset = 0;
  for (const { name, count } of table) {
    writeFloats(bytes, offset, defined(weights.get(name), name));
    offset += 4 * count;
  }
  return bytes;
}
