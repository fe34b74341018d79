/**
 * 2x2 up-convolution of stride 2 and its gradients in float64 over plain NHWC arrays, by the definition. What the
 * kernels are tested against; written without any of their code.
 */

export interface UpconvReferenceShape {
  readonly batch: number;
  /** Size of the input, px. */
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
}

type Numbers = ArrayLike<number>;

/** Calls `visit` for every product with the flat indices of x [N,H,W,I], w [2,2,O,I] and y [N,2H,2W,O]. */
function eachProduct(shape: UpconvReferenceShape, visit: (x: number, w: number, y: number) => void): void {
  const { batch, height, width, inputs, outputs } = shape;
  for (let pixel = 0; pixel < batch * height * width; pixel++) {
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    for (let tap = 0; tap < 4; tap++) {
      const fine = (row * 2 + Math.floor(tap / 2)) * (width * 2) + column * 2 + (tap % 2);
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          visit(pixel * inputs + i, (tap * outputs + o) * inputs + i, fine * outputs + o);
    }
  }
}

/** y [N,2H,2W,O] of x [N,H,W,I], w [2,2,O,I] and bias [O]. */
export function upconvReference(
  shape: UpconvReferenceShape,
  x: Numbers,
  w: Numbers,
  bias: Numbers,
): Float64Array {
  const length = shape.batch * shape.height * shape.width * 4 * shape.outputs;
  const y = Float64Array.from({ length }, (_, i) => bias[i % shape.outputs] ?? Number.NaN);
  eachProduct(shape, (xi, wi, yi) => {
    y[yi] = (y[yi] ?? 0) + (x[xi] ?? Number.NaN) * (w[wi] ?? Number.NaN);
  });
  return y;
}

/** dL/dx [N,H,W,I] from dL/dy. */
export function upconvInputGradientReference(
  shape: UpconvReferenceShape,
  w: Numbers,
  dy: Numbers,
): Float64Array {
  const dx = new Float64Array(shape.batch * shape.height * shape.width * shape.inputs);
  eachProduct(shape, (xi, wi, yi) => {
    dx[xi] = (dx[xi] ?? 0) + (dy[yi] ?? Number.NaN) * (w[wi] ?? Number.NaN);
  });
  return dx;
}

/** dL/dw [2,2,O,I] from dL/dy. */
export function upconvFilterGradientReference(
  shape: UpconvReferenceShape,
  x: Numbers,
  dy: Numbers,
): Float64Array {
  const dw = new Float64Array(4 * shape.inputs * shape.outputs);
  eachProduct(shape, (xi, wi, yi) => {
    dw[wi] = (dw[wi] ?? 0) + (dy[yi] ?? Number.NaN) * (x[xi] ?? Number.NaN);
  });
  return dw;
}
