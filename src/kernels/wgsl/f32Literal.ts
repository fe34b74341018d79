/** The WGSL literal of a finite number, rounded to float32: `0.01f`, `1e-7f`, `-2f`. Throws where it is not finite. */
export function f32Literal(value: number): string {
  if (!Number.isFinite(Math.fround(value))) throw new Error(`${value} has no float32 literal`);
  // The shortest decimal of the double parses back to the nearest float32: no digits are lost on the way.
  return `${String(value).replace('e+', 'e')}f`;
}
