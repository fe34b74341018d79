/**
 * 3x3 convolution and its gradients in float64 over plain NHWC arrays, by the definition. What the kernels are
 * tested against; written without any of their code.
 */

export interface ConvReferenceShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly pad: 0 | 1;
}

type Numbers = ArrayLike<number>;

/** Calls `visit` for every product of the convolution with the flat indices of x, w and y. */
function eachProduct(shape: ConvReferenceShape, visit: (x: number, w: number, y: number) => void): void {
  const { batch, height, width, inputs, outputs, pad } = shape;
  const outHeight = height + 2 * pad - 2;
  const outWidth = width + 2 * pad - 2;
  for (let n = 0; n < batch; n++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let ky = 0; ky < 3; ky++)
          for (let kx = 0; kx < 3; kx++) {
            const iy = oy + ky - pad;
            const ix = ox + kx - pad;
            if (iy < 0 || iy >= height || ix < 0 || ix >= width) continue;
            for (let i = 0; i < inputs; i++)
              for (let o = 0; o < outputs; o++)
                visit(
                  ((n * height + iy) * width + ix) * inputs + i,
                  ((ky * 3 + kx) * inputs + i) * outputs + o,
                  ((n * outHeight + oy) * outWidth + ox) * outputs + o,
                );
          }
}

export function outputLength({ batch, height, width, outputs, pad }: ConvReferenceShape): number {
  return batch * (height + 2 * pad - 2) * (width + 2 * pad - 2) * outputs;
}

/** y [N,Ho,Wo,O] of x [N,H,W,I], w [3,3,I,O] and bias [O]. */
export function convReference(
  shape: ConvReferenceShape,
  x: Numbers,
  w: Numbers,
  bias: Numbers,
): Float64Array {
  const y = Float64Array.from({ length: outputLength(shape) }, (_, i) => bias[i % shape.outputs] ?? 0);
  eachProduct(shape, (xi, wi, yi) => {
    y[yi] = (y[yi] ?? 0) + (x[xi] ?? Number.NaN) * (w[wi] ?? Number.NaN);
  });
  return y;
}

/** dL/dx [N,H,W,I] from dL/dy. */
export function convInputGradientReference(shape: ConvReferenceShape, w: Numbers, dy: Numbers): Float64Array {
  const dx = new Float64Array(shape.batch * shape.height * shape.width * shape.inputs);
  eachProduct(shape, (xi, wi, yi) => {
    dx[xi] = (dx[xi] ?? 0) + (dy[yi] ?? Number.NaN) * (w[wi] ?? Number.NaN);
  });
  return dx;
}

/** dL/dw [3,3,I,O] from dL/dy. */
export function convFilterGradientReference(
  shape: ConvReferenceShape,
  x: Numbers,
  dy: Numbers,
): Float64Array {
  const dw = new Float64Array(9 * shape.inputs * shape.outputs);
  eachProduct(shape, (xi, wi, yi) => {
    dw[wi] = (dw[wi] ?? 0) + (dy[yi] ?? Number.NaN) * (x[xi] ?? Number.NaN);
  });
  return dw;
}

/** dL/dbias [O] from dL/dy [...,O]. */
export function biasGradientReference(dy: Numbers, outputs: number): Float64Array {
  const db = new Float64Array(outputs);
  for (let i = 0; i < dy.length; i++) db[i % outputs] = (db[i % outputs] ?? 0) + (dy[i] ?? Number.NaN);
  return db;
}
