/** The activations as plain float64 numbers, for references. The WGSL is in wgsl/activation.ts. */
import type { Activation } from './wgsl/activation';

/** act(x). */
export function activateNumber(activation: Activation, x: number): number {
  return x > 0 ? x : x * negativeSlope(activation);
}

/** act'(x); the derivative at 0 is that of the negative half. */
export function activationGradient(activation: Activation, x: number): number {
  return x > 0 ? 1 : negativeSlope(activation);
}

function negativeSlope(activation: Activation): number {
  if (activation.kind === 'leaky') return activation.slope;
  return activation.kind === 'relu' ? 0 : 1;
}
