/** Weights on their way to the device. The inverse is unpackParameters. */
import { assert, defined } from '../../../common/assert';
import type { WeightMap } from '../../parameterTable';
import type { PlannedParameter } from './compiledPlan';
import { eachPlace, product } from './parameterPlaces';
import { flatLength } from './planParameters';

/** The flat buffer of all values. Throws a plain Error where one is missing or has another size. */
export function packParameters(
  parameters: readonly PlannedParameter[],
  weights: WeightMap,
): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(flatLength(parameters));
  for (const parameter of parameters) {
    const values = defined(weights.get(parameter.name), parameter.name);
    assert(values.length === product(parameter.shape), `${parameter.name} has ${values.length} values`);
    eachPlace(parameter, (index, place) => {
      flat[place] = values[index] ?? 0;
    });
  }
  return flat;
}
