/** Reading a pre-norm tensor as its consumers see it: act(x * scale + shift), with one pair a sample and channel. */

/**
 * The WGSL function `normalise(x, n, group)`: x * scale + shift for the four channels of a group, of which there
 * are `groups` = C' / 4. It reads the binding `scaleShift: array<vec4f>` of shape [N, C', 2].
 */
export function declareNormalise(groups: number): string {
  return /* wgsl */ `
fn normalise(x: vec4f, n: u32, group: u32) -> vec4f {
  // Two vec4 hold (scale, shift) of four channels, interleaved.
  let pair = (n * ${groups}u + group) * 2u;
  let low = scaleShift[pair];
  let high = scaleShift[pair + 1u];
  return x * vec4f(low.xz, high.xz) + vec4f(low.yw, high.yw);
}`;
}

/** Bytes of a float32 table [batch, channels', 2]: scale and shift, or two statistics, of each sample and channel. */
export function pairBytes(batch: number, groups: number): number {
  return batch * groups * 32;
}
