/**
 * 1x1 convolution and its gradients in float64 over plain arrays: matrices of P pixels by channels. What the
 * kernels are tested against; written without any of their code.
 */

type Numbers = ArrayLike<number>;

export interface PointwiseShape {
  readonly inputs: number;
  readonly outputs: number;
}

/** y [P,O] of x [P,I], w [I,O] and bias [O]. */
export function conv1x1Reference(
  { inputs, outputs }: PointwiseShape,
  x: Numbers,
  w: Numbers,
  bias: Numbers,
): Float64Array {
  return Float64Array.from({ length: (x.length / inputs) * outputs }, (_, at) => {
    const [pixel, o] = [Math.floor(at / outputs), at % outputs];
    let sum = bias[o] ?? Number.NaN;
    for (let i = 0; i < inputs; i++) sum += value(x, pixel * inputs + i) * value(w, i * outputs + o);
    return sum;
  });
}

/** dL/dx [P,I] from dL/dy [P,O]. */
export function conv1x1InputGradientReference(
  { inputs, outputs }: PointwiseShape,
  w: Numbers,
  dy: Numbers,
): Float64Array {
  return Float64Array.from({ length: (dy.length / outputs) * inputs }, (_, at) => {
    const [pixel, i] = [Math.floor(at / inputs), at % inputs];
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += value(dy, pixel * outputs + o) * value(w, i * outputs + o);
    return sum;
  });
}

/** dL/dw [I,O] from dL/dy [P,O]. */
export function conv1x1FilterGradientReference(
  { inputs, outputs }: PointwiseShape,
  x: Numbers,
  dy: Numbers,
): Float64Array {
  return Float64Array.from({ length: inputs * outputs }, (_, at) => {
    const [i, o] = [Math.floor(at / outputs), at % outputs];
    let sum = 0;
    for (let p = 0; p < dy.length / outputs; p++)
      sum += value(x, p * inputs + i) * value(dy, p * outputs + o);
    return sum;
  });
}

function value(values: Numbers, index: number): number {
  return values[index] ?? Number.NaN;
}
