/** Moves kernels between tf.js's axes and PyTorch's: HWIO to OIHW, and HWOI to IOHW for transposed ones. */
import { defined } from '../../common/assert';
import type { Parameter } from '../../network/parameterTable';

/** Both kernel layouts map alike: [H,W,A,B] to [B,A,H,W]. */
const TO_TORCH = [3, 2, 0, 1] as const;
const FROM_TORCH = [2, 3, 1, 0] as const;

/** The shape that PyTorch gives the parameter: OIHW, IOHW or O. */
export function torchShape({ layout, shape }: Parameter): number[] {
  return layout === 'O' ? [...shape] : permuted(shape, TO_TORCH);
}

/** Values in the parameter table's layout, reordered for PyTorch. */
export function toTorch(parameter: Parameter, values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return parameter.layout === 'O' ? values : transposed(values, parameter.shape, TO_TORCH);
}

/** The inverse of `toTorch`. */
export function fromTorch(
  parameter: Parameter,
  values: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  return parameter.layout === 'O' ? values : transposed(values, torchShape(parameter), FROM_TORCH);
}

type Axes = readonly [number, number, number, number];

function permuted(values: readonly number[], axes: Axes): number[] {
  return axes.map((axis) => defined(values[axis], `axis ${axis}`));
}

/** `values` of `shape` with axis k of the result being axis `axes[k]` of the input. */
function transposed(values: Float32Array, shape: readonly number[], axes: Axes): Float32Array<ArrayBuffer> {
  const [, b = 1, c = 1, d = 1] = shape;
  const strides = permuted([b * c * d, c * d, d, 1], axes);
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = strides;
  const [n0 = 0, n1 = 0, n2 = 0, n3 = 0] = permuted(shape, axes);
  const out = new Float32Array(values.length);
  let at = 0;
  for (let i0 = 0; i0 < n0; i0++) {
    for (let i1 = 0; i1 < n1; i1++) {
      for (let i2 = 0; i2 < n2; i2++) {
        for (let i3 = 0; i3 < n3; i3++) out[at++] = values[i0 * s0 + i1 * s1 + i2 * s2 + i3 * s3] ?? 0;
      }
    }
  }
  return out;
}
