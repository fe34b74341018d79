/** Weights, gradients or moments on their way from the device, their padding left behind. */
import { assert } from '../../../common/assert';
import type { PlannedParameter } from './compiledPlan';
import { eachPlace, product } from './parameterPlaces';
import { flatLength } from './planParameters';

/** The values in a flat buffer, in the parameter table's shapes. */
export function unpackParameters(
  parameters: readonly PlannedParameter[],
  flat: Float32Array,
): Map<string, Float32Array<ArrayBuffer>> {
  assert(flat.length === flatLength(parameters), `${flat.length} floats hold the parameters`);
  return new Map(
    parameters.map((parameter) => {
      const values = new Float32Array(product(parameter.shape));
      eachPlace(parameter, (index, place) => {
        values[index] = flat[place] ?? 0;
      });
      return [parameter.name, values];
    }),
  );
}
