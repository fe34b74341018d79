/** A parameter as frameworks with channels first have it (ONNX, PyTorch). Pure. */
import { assert, defined } from '../../../common/assert';
import type { Parameter, WeightMap } from '../../parameterTable';

export interface ChannelsFirst {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * HWIO becomes OIHW, and HWOI of a transposed convolution IOHW; vectors stay. Throws a plain Error where the weight is
 * missing or has another size.
 */
export function channelsFirst({ name, shape, layout, count }: Parameter, weights: WeightMap): ChannelsFirst {
  const values = defined(weights.get(name), name);
  assert(values.length === count, `${name} has ${values.length} values`);
  if (layout === 'O') return { shape, values };
  const [height = 1, width = 1, third = 1, fourth = 1] = shape;
  return { shape: [fourth, third, height, width], values: reversed(values, height * width, third, fourth) };
}

/** [pixels, third, fourth] to [fourth, third, pixels]. */
function reversed(
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
