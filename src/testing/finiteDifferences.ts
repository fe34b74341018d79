/**
 * The gradient of a scalar function at `x` by central differences in float64: the judge of every hand-derived
 * gradient. `x` is changed in place while it runs and is left as it was.
 */
export function finiteDifferences(f: () => number, x: number[] | Float64Array, epsilon = 1e-6): number[] {
  return Array.from(x, (value, i) => {
    x[i] = value + epsilon;
    const above = f();
    x[i] = value - epsilon;
    const below = f();
    x[i] = value;
    return (above - below) / (2 * epsilon);
  });
}
