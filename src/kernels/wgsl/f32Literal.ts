/** The WGSL literal of a finite number, rounded to float32: `0.01f`, `1e-7f`, `-2f`. Throws where it is not finite. */
export function f32Literal(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new Error(`${value} has no float32 literal`);
  return `${rounded}f`.replace('e+', 'e');
}
