/** Reading a pre-norm tensor as its consumers see it: act(x * scale + shift), with one pair a sample and channel. */
import { type Activation, activationWgsl } from './activation';

/**
 * WGSL around a binding `scaleShift: array<vec4f>` of shape [N, C', 2], `groups` = C' / 4:
 * `normalise(x, n, group)` is x * scale + shift for four channels, `normAct` its activation.
 */
export function normActWgsl(activation: Activation, groups: number): string {
  return /* wgsl */ `${activationWgsl(activation)}
fn normalise(x: vec4f, n: u32, group: u32) -> vec4f {
  // Two vec4 hold (scale, shift) of four channels, interleaved.
  let i = (n * ${groups}u + group) * 2u;
  let low = scaleShift[i];
  let high = scaleShift[i + 1u];
  return x * vec4f(low.xz, high.xz) + vec4f(low.yw, high.yw);
}
fn normAct(x: vec4f, n: u32, group: u32) -> vec4f { return activate(normalise(x, n, group)); }`;
}
